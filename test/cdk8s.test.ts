import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, Chart, Lazy, Size } from 'cdk8s';
import { Cpu, Deployment, EnvValue, Probe } from 'cdk8s-plus-28';
import { Component, defineEnvironment } from '../src';
import { model } from '../src/backends/model';
import { text } from '../src/backends/yaml';
import type { Environment } from '../src/model/environment';
import { synthesize } from '../src/synthesize';
import { CLUSTER } from './invalid/props';
import { clone, contents, temporary } from './support/project';
import { ROOT, run, steading } from './support/steading';

const cdk8s = (cwd: string, ...args: string[]) =>
  run(process.execPath, [join(ROOT, 'node_modules/cdk8s-cli/bin/cdk8s'), '--check-upgrade=false', ...args], { cwd });

describe('the cdk8s command line', () => {
  it('writes the same bytes as steading does, to dist, in place of what was there', async () => {
    const project = clone();
    mkdirSync(join(project, 'dist/old'), { recursive: true });
    writeFileSync(join(project, 'dist/old/file.yaml'), 'kind: Old\n');
    const { code, stdout, stderr } = await cdk8s(project, 'synth');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('dist/homelab/applications/root.yaml');
    expect(existsSync(join(project, 'dist/old'))).toBe(false);

    const out = join(temporary(), 'out');
    expect((await steading(['synth', '--out', out])).code).toBe(0);
    const made = contents(join(project, 'dist'));
    expect(made).toEqual(contents(out));
    expect(Object.keys(made).length).toBeGreaterThan(50);
  });

  it('fails when steading finds errors, and has written nothing', async () => {
    const project = clone();
    const config = join(project, 'Pulumi.homelab.yaml');
    writeFileSync(
      config,
      contents(project)['Pulumi.homelab.yaml']?.replace(/^.*\n/, '').replace('10.42.0.0/16', '10.43.0.0/16') ?? '',
    );
    const { code, stderr } = await cdk8s(project, 'synth');
    expect(code).not.toBe(0);
    expect(stderr).toContain('network/overlap');
    expect(existsSync(join(project, 'dist'))).toBe(false);
  });
});

describe('anything of cdk8s and cdk8s-plus stands beside our own nouns', () => {
  const environment = defineEnvironment({
    name: 'hatch',
    config: {},
    build(stack) {
      const namespace = stack.cluster('home', CLUSTER).namespace('shop').name;
      const shop = new Component(stack, 'shop');
      const deployment = new Deployment(shop, 'web', {
        metadata: { name: 'web', namespace },
        containers: [
          {
            image: 'docker.io/library/nginx:1.29.1',
            portNumber: 8080,
            envVariables: { GREETING: EnvValue.fromValue('yes') },
            resources: {
              cpu: { request: Cpu.millis(50) },
              memory: { request: Size.mebibytes(64), limit: Size.mebibytes(64) },
            },
            readiness: Probe.fromHttpGet('/'),
          },
        ],
      });
      deployment.exposeViaService({ name: 'web' });
      new ApiObject(shop, 'hours', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'hours', namespace, labels: { z: '1', a: '2' } },
        data: { open: Lazy.any({ produce: () => '08:00' }) },
      });
    },
  }) as unknown as Environment;

  const resolved = { config: {}, others: {}, sealed: new Map(), today: '2026-01-01' };
  const made = async (of = environment) => {
    const { artifacts, ...synthesis } = await synthesize(of, resolved);
    return { ...synthesis, artifacts, files: new Map(artifacts.map((artifact) => [artifact.path, text(artifact)])) };
  };

  it('without a finding', async () => {
    expect((await made()).findings).toEqual([]);
  });

  it('in the tree, one object a file, with what cdk8s worked out', async () => {
    const { files } = await made();
    expect([...files.keys()].filter((path) => path.startsWith('platform/shop/'))).toEqual([
      'platform/shop/configmap-hours.yaml',
      'platform/shop/deployment-web.yaml',
      'platform/shop/service-web.yaml',
    ]);
    expect(files.get('platform/shop/configmap-hours.yaml')).toContain("open: '08:00'");
    expect(files.get('platform/shop/deployment-web.yaml')).toContain('image: docker.io/library/nginx:1.29.1');
  });

  it('in the model, as objects of their component', async () => {
    const { graph, artifacts } = await made();
    const objects = model(graph, artifacts).objects.filter(({ path }) => path?.startsWith('platform/shop/'));
    expect(objects.map(({ kind, name, component, namespace }) => [kind, name, component, namespace].join(' '))).toEqual(
      ['Deployment web shop shop', 'ConfigMap hours shop shop', 'Service web shop shop'],
    );
    expect(Object.keys(objects[1]?.labels ?? {})).toEqual(['a', 'z']);
  });

  it('after the namespace that it stands in', async () => {
    expect((await made()).graph.orders).toMatchObject([{ from: 'shop', to: 'namespaces', why: 'namespace shop' }]);
  });

  it('twice with the same bytes', async () => {
    expect((await made()).files).toEqual((await made()).files);
  });

  it('a chart of cdk8s inside a component is part of the component', async () => {
    const nested = defineEnvironment({
      name: 'hatch',
      config: {},
      build(stack) {
        const inner = new Chart(new Component(stack, 'shop'), 'inner');
        new ApiObject(inner, 'note', {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'note', namespace: 's' },
        });
      },
    }) as unknown as Environment;
    const { graph, artifacts } = await made(nested);
    expect(graph.components.map(({ name }) => name)).toEqual(['shop']);
    expect(artifacts.map(({ path }) => path)).toEqual(['platform/shop/configmap-note.yaml']);
  });
});
