import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, type ApiObjectProps } from 'cdk8s';
import { loadAll } from 'js-yaml';
import { type Code, Component, Cpu, defineEnvironment, HelmRelease, K3S, Size } from '../../src';
import type { Environment } from '../../src/model/environment';
import { synthesize } from '../../src/synthesize';
import { CLUSTER } from '../invalid/props';
import { build } from '../support/homelab';

const FOLDER = join(__dirname, 'sound');
const TODAY = '2026-11-21';

/** What somebody wrote who knows Kubernetes, by area. */
const areas = new Map(
  readdirSync(FOLDER).map((file) => [
    file.replace('.yaml', ''),
    loadAll(readFileSync(join(FOLDER, file), 'utf8')) as ApiObjectProps[],
  ]),
);

const node = (more: object) =>
  ({ architecture: 'amd64', cpu: Cpu.cores(8), memory: Size.gibibytes(32), ...more }) as const;

const OPERATORS = {
  chart: 'operators',
  version: '1.0.0',
  repository: 'https://charts.example.org',
  defines: [
    ...['ServiceMonitor', 'PodMonitor', 'PrometheusRule'].map((kind) => `monitoring.coreos.com/${kind}`),
    ...['Gateway', 'HTTPRoute'].map((kind) => `gateway.networking.k8s.io/${kind}`),
    ...['VolumeSnapshot', 'VolumeSnapshotClass'].map((kind) => `snapshot.storage.k8s.io/${kind}`),
    ...['Kafka', 'KafkaNodePool', 'KafkaTopic', 'KafkaUser'].map((kind) => `kafka.strimzi.io/${kind}`),
    'external-secrets.io/ExternalSecret',
  ],
};

/** Agents of the node reach into it. That is what they are for. */
const REASONS: readonly Code[] = ['security/host-namespace', 'security/host-path', 'security/capability'];

const sound = defineEnvironment({
  name: 'sound',
  config: {},
  build(stack) {
    const cluster = stack.cluster('home', {
      ...CLUSTER,
      nodes: {
        anvil: node({ labels: { disk: 'nvme' } }),
        hammer: node({ labels: { disk: 'nvme', edge: 'true' } }),
        tongs: node({}),
        bellows: node({}),
      },
      storageClasses: ['local-path'],
      brings: K3S,
    });
    stack.deliver({
      engine: 'argocd',
      repository: 'https://git.example.org/platform.git',
      revision: 'main',
      path: '',
      namespace: 'delivery',
    });
    const operators = new Component(stack, 'operators');
    cluster.namespace('delivery');
    new HelmRelease(operators, 'operators', { ...OPERATORS, namespace: cluster.namespace('operators') });
    for (const [area, objects] of areas) {
      const component = new Component(stack, `sound-${area}`);
      objects.forEach((object, i) => {
        new ApiObject(component, String(i), object);
      });
      if (area === 'agents')
        for (const code of REASONS) component.acknowledge(code, { why: 'agents of the node', until: TODAY });
    }
  },
});

it('the checks say nothing of a hundred sound objects of all common kinds', async () => {
  const environment = sound as unknown as Environment;
  const resolved = { config: {}, others: {}, sealed: new Map(), today: TODAY };
  const { findings } = await synthesize(environment, resolved);
  expect(findings.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  const objects = [...areas.values()].flat();
  expect(objects.length).toBeGreaterThanOrEqual(100);
  expect(new Set(objects.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(50);
});

it('nor of the homelab, but that its secrets are not sealed', async () => {
  const { findings } = await build();
  expect(findings.filter(({ code }) => code !== 'secret/not-sealed')).toEqual([]);
});
