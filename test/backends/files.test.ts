import { ApiObject } from 'cdk8s';
import { load } from 'js-yaml';
import { Component, HelmRelease, K3S, type Stack, Workload } from '../../src';
import type { Artifact } from '../../src/backends/artifact';
import { text } from '../../src/backends/yaml';
import { CLUSTER, WEB } from '../invalid/props';
import { declare } from '../support/declare';

const file = (artifacts: readonly Artifact[], path: string) => artifacts.find((artifact) => artifact.path === path);
const kinds = (artifact: Artifact | undefined) =>
  typeof artifact?.content === 'string' ? [] : artifact?.content.map(({ manifest }) => manifest.kind);

function shop(build: (component: Component, stack: Stack) => void) {
  return declare((stack) => {
    const on = stack.cluster('home', CLUSTER).namespace('shop');
    const component = new Component(stack, 'shop');
    const web = new Workload(component, 'web', { ...WEB, on });
    web.listen('http', { port: 8080 });
    build(component, stack);
  });
}

describe('files', () => {
  it('hold what a document says, in its order; what is not named has a file of its own', () => {
    const { artifacts } = shop((component) => {
      component.file('services/web/deployment.yaml', ['Service/web', 'Deployment/web']);
      new ApiObject(component, 'extra', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'extra' } });
    });
    expect(kinds(file(artifacts, 'services/web/deployment.yaml'))).toEqual(['Service', 'Deployment']);
    expect(file(artifacts, 'platform/shop/service-web.yaml')).toBeUndefined();
    expect(kinds(file(artifacts, 'platform/shop/configmap-extra.yaml'))).toEqual(['ConfigMap']);
  });

  it('say that what stands in them runs on demand', () => {
    const { artifacts } = shop((component) => {
      component.file('drills/web.yaml', ['Deployment/web'], { layer: 'onDemand' });
    });
    expect(file(artifacts, 'drills/web.yaml')?.content).toMatchObject([{ layer: 'onDemand' }]);
    expect(file(artifacts, 'platform/shop/service-web.yaml')?.content).toMatchObject([{ layer: 'workload' }]);
  });

  it('may be texts, known once all is declared, and programs', () => {
    const names: string[] = [];
    const { artifacts } = shop((component) => {
      component.text('Makefile', () => `all: ${names.join(' ')}\n`);
      component.text('run.sh', '#!/bin/sh\n', 0o755);
      names.push('web');
    });
    expect(file(artifacts, 'Makefile')).toMatchObject({ content: 'all: web\n', mode: 0o644 });
    expect(file(artifacts, 'run.sh')).toMatchObject({ mode: 0o755 });
  });
});

describe('charts without GitOps', () => {
  const chart = (brings: typeof K3S) =>
    declare((stack) => {
      const namespace = stack.cluster('home', { ...CLUSTER, brings }).namespace('shop');
      const component = new Component(stack, 'shop');
      const props = { namespace, chart: 'shop', version: '1.2.3', values: { replicas: 2, image: { tag: '1.10' } } };
      new HelmRelease(component, 'shop', { ...props, repository: 'https://charts.example.org' });
      new HelmRelease(component, 'till', { ...props, repository: 'oci://charts.example.org/shops' });
    }).artifacts;

  it("are installed by k3s' own controller", () => {
    const found = file(chart(K3S), 'platform/shop/helmchart-shop.yaml');
    const { metadata, spec } = load(text(found as Artifact)) as { metadata: object; spec: { valuesContent: string } };
    expect(metadata).toMatchObject({ name: 'shop', namespace: 'kube-system' });
    expect(spec).toMatchObject({
      repo: 'https://charts.example.org',
      chart: 'shop',
      version: '1.2.3',
      targetNamespace: 'shop',
    });
    expect(load(spec.valuesContent)).toEqual({ replicas: 2, image: { tag: '1.10' } });
    expect(found?.content).toMatchObject([{ layer: 'delivery' }]);
    expect(text(file(chart(K3S), 'platform/shop/helmchart-till.yaml') as Artifact)).toContain(
      'chart: oci://charts.example.org/shops/shop\n',
    );
  });

  it('are left to a person where there is no such controller', () => {
    expect(chart([]).filter(({ path }) => path.includes('helmchart'))).toEqual([]);
  });
});
