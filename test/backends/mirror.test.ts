import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ArgoCd } from '../../constructs/argocd';
import { Component, HelmRelease } from '../../src';
import { tree } from '../../src/backends/lower';
import { plan } from '../../src/backends/pulumi/plan';
import { derive } from '../../src/graph/derive';
import type { ChartSources } from '../../src/model/charts';
import type { Delivery } from '../../src/model/delivery';
import { Stack } from '../../src/model/stack';
import { CLUSTER } from '../invalid/props';
import { ROOT } from '../support/steading';

const ARCHIVES = new Set(['charts/shop-v1.2.3.tgz']);
const SITES: Readonly<Record<string, ChartSources>> = {
  none: { archives: new Set() },
  http: { mirror: 'https://charts.example.org', archives: new Set() },
  oci: { mirror: 'oci://registry.example.org/charts', archives: new Set() },
  both: { mirror: 'oci://registry.example.org/charts', archives: ARCHIVES },
};

function graphOf(site: ChartSources, delivery?: Delivery) {
  const stack = new Stack('test', site);
  const home = stack.cluster('home', {
    ...CLUSTER,
    brings: [
      { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', name: 'helmcharts.helm.cattle.io' },
    ],
  });
  if (delivery) stack.deliver(delivery);
  const props = { namespace: home.namespace('shop'), chart: 'shop', version: 'v1.2.3' };
  new HelmRelease(new Component(stack, 'shop'), 'shop', { ...props, repository: 'https://shop.example/charts' });
  return derive(stack).graph;
}

const git = { repository: 'https://git.example/it', revision: 'main', path: '' };
const objects = (site: ChartSources, delivery?: Delivery) =>
  tree(graphOf(site, delivery), new Map()).flatMap(({ content }) =>
    typeof content === 'string' ? [] : content.map(({ manifest }) => manifest),
  );
const spec = (site: ChartSources, kind: string, delivery?: Delivery) =>
  objects(site, delivery).find((one) => one.kind === kind && one.metadata.name === 'shop')?.spec;

describe('a chart comes from the mirror that a site names, under every delivery', () => {
  const [none, http, oci, both] = ['none', 'http', 'oci', 'both'].map((name) => SITES[name] as ChartSources) as [
    ChartSources,
    ChartSources,
    ChartSources,
    ChartSources,
  ];

  it('Argo CD', () => {
    const delivery = { engine: 'argocd', namespace: 'argocd', ...git } as const;
    const source = (site: ChartSources) => (spec(site, 'Application', delivery) as { source: object }).source;
    expect(source(none)).toMatchObject({ repoURL: 'https://shop.example/charts', chart: 'shop' });
    expect(source(http)).toMatchObject({ repoURL: 'https://charts.example.org', chart: 'shop' });
    expect(source(oci)).toMatchObject({ repoURL: 'registry.example.org/charts', chart: 'shop' });
    expect(source(both)).toEqual(source(oci));
  });

  it('Flux', () => {
    const delivery = { engine: 'flux', namespace: 'flux-system', ...git } as const;
    expect(spec(http, 'HelmRepository', delivery)).toMatchObject({ url: 'https://charts.example.org' });
    expect(spec(oci, 'OCIRepository', delivery)).toMatchObject({ url: 'oci://registry.example.org/charts/shop' });
    expect(spec(oci, 'HelmRelease', delivery)).toMatchObject({ chartRef: { kind: 'OCIRepository', name: 'shop' } });
    expect(objects(both, delivery)).toEqual(objects(oci, delivery));
  });

  it("k3s' own controller", () => {
    expect(spec(http, 'HelmChart')).toMatchObject({ repo: 'https://charts.example.org', chart: 'shop' });
    expect(spec(oci, 'HelmChart')).toMatchObject({ chart: 'oci://registry.example.org/charts/shop' });
  });

  it('Pulumi, which takes an archive of the project before it asks anybody', () => {
    const inputs = (site: ChartSources) =>
      plan(graphOf(site), new Map(), { mode: 'direct', unprotect: [] }).find(({ name }) => name === 'shop/shop')
        ?.inputs;
    expect(inputs(none)).toMatchObject({ chart: 'shop', repositoryOpts: { repo: 'https://shop.example/charts' } });
    expect(inputs(http)).toMatchObject({ chart: 'shop', repositoryOpts: { repo: 'https://charts.example.org' } });
    expect(inputs(oci)).toMatchObject({ chart: 'oci://registry.example.org/charts/shop' });
    expect(inputs(both)).toMatchObject({ chart: '../charts/shop-v1.2.3.tgz', version: 'v1.2.3' });
    expect(inputs(both)).not.toHaveProperty('repositoryOpts');
  });

  it("and a path from the program's folder is one from where Pulumi's providers run", () => {
    expect(readFileSync(join(ROOT, 'Pulumi.yaml'), 'utf8')).toMatch(/^main: src\/[^/]+\.ts$/m);
  });
});

it('Argo CD may take charts from the mirror alone, and reaches it', () => {
  const stack = new Stack('test', { mirror: 'oci://registry.example.org:5000/charts', archives: new Set() });
  const on = stack.cluster('home', CLUSTER).namespace('argocd', { traffic: 'denied' });
  const host = 'argocd.example.org';
  new ArgoCd(stack, 'argocd', { on, version: '10.1.1', host, repository: 'https://github.com/example/it.git' });
  const { graph } = derive(stack);
  expect(graph.objects.find(({ manifest }) => manifest.kind === 'AppProject')?.manifest.spec).toMatchObject({
    sourceRepos: ['https://github.com/example/it.git', 'registry.example.org:5000/charts'],
  });
  expect(graph.connections.find(({ to }) => to === 'test/chart-mirror')).toMatchObject({
    address: 'https://registry.example.org:5000',
    target: { cidrs: ['0.0.0.0/0'], port: 5000 },
  });
});
