import { ApiObject } from 'cdk8s';
import { load, loadAll } from 'js-yaml';
import { Component, HelmRelease, Size, type Stack, Workload } from '../../src';
import { loweredOf } from '../../src/backends/artifact';
import { model } from '../../src/backends/model';
import { text } from '../../src/backends/yaml';
import type { Manifest } from '../../src/kubernetes/manifest';
import type { FluxLayout } from '../../src/model/delivery';
import { APPLICATIONS, FLUX, FOLDERS, MODELS, shop } from '../fixtures/flux';
import { CLUSTER, WEB } from '../invalid/props';
import { declare } from '../support/declare';

interface Told {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly path: string;
    readonly prune: boolean;
    readonly deletionPolicy: string;
    readonly wait?: boolean;
    readonly dependsOn?: readonly { readonly name: string }[];
    readonly healthChecks?: readonly { readonly kind: string; readonly name: string }[];
  };
}

function rendered(build: (stack: Stack) => void) {
  const { graph, artifacts } = declare(build);
  const files = Object.fromEntries(artifacts.map((artifact) => [artifact.path, text(artifact)]));
  const file = (path: string) => load(files[path] ?? '') as never;
  const told = Object.fromEntries(
    Object.entries(files)
      .filter(([path]) => path.endsWith('.yaml') && !path.endsWith('kustomization.yaml'))
      .flatMap(([, content]) => loadAll(content) as (Told & Manifest)[])
      .filter((object) => object.apiVersion === 'kustomize.toolkit.fluxcd.io/v1')
      .map((object) => [object.metadata.name, object.spec]),
  );
  const objects = loweredOf(artifacts).map(({ manifest }) => manifest);
  return { files, file, told, objects, model: model(graph, artifacts) };
}

const withLayout = (layout?: FluxLayout) => rendered((stack) => shop(stack, FLUX, layout));
const resources = (of: unknown) => (of as { resources: string[] }).resources;
const names = (of: readonly { readonly name: string }[] = []) => of.map(({ name }) => name);

describe('a folder for what the rest stands on, and one for each application', () => {
  const { files, file, told, objects, model } = withLayout(APPLICATIONS);

  it('is delivered by a Kustomization for the one and one for each of the others', () => {
    expect(Object.entries(told).map(([name, { path }]) => [name, path])).toEqual([
      ['apps-charts', './apps/charts'],
      ['apps-till', './apps/till'],
      ['apps-web', './apps/web'],
      ['infrastructure', './infrastructure/overlays/test'],
      ['infrastructure-configs', './infrastructure/base/configs'],
    ]);
    expect(Object.keys(files).filter((path) => path.startsWith('clusters/'))).toEqual([
      'clusters/test/apps.yaml',
      'clusters/test/flux-system/kustomization.yaml',
      'clusters/test/infrastructure.yaml',
    ]);
  });

  it('names what `flux bootstrap` writes, and writes none of it', () => {
    expect(file('clusters/test/flux-system/kustomization.yaml')).toMatchObject({
      resources: ['gotk-components.yaml', 'gotk-sync.yaml'],
    });
    expect(objects.filter(({ kind }) => kind === 'GitRepository')).toEqual([]);
    const brought = model.objects.filter(({ from, name }) => from === 'cluster' && name === 'flux-system');
    expect(brought.map(({ kind, namespace }) => [kind, namespace])).toEqual([
      ['Kustomization', 'flux-system'],
      ['GitRepository', 'flux-system'],
      ['Namespace', null],
    ]);
  });

  it('has every application wait for what the rest stands on, and for those that it comes after', () => {
    const waits = Object.entries(told).map(([name, { dependsOn }]) => [name, names(dependsOn)]);
    const ground = ['infrastructure', 'infrastructure-configs'];
    expect(Object.fromEntries(waits)).toEqual({
      'apps-charts': ['apps-till', ...ground],
      'apps-till': ground,
      'apps-web': ['apps-till', ...ground],
      infrastructure: [],
      'infrastructure-configs': ['infrastructure'],
    });
  });

  it('waits for all of the one, and for what runs of the others', () => {
    expect(told.infrastructure).toMatchObject({ wait: true });
    expect(told['apps-web']).not.toHaveProperty('wait');
    expect(told['apps-web']?.healthChecks).toEqual([
      { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', namespace: 'shop' },
    ]);
    expect(told['apps-charts']?.healthChecks).toMatchObject([{ kind: 'HelmRelease', name: 'charts' }]);
  });

  it('prunes all but what keeps state', () => {
    const pruned = Object.entries(told).filter(([, { prune }]) => prune);
    expect(pruned.map(([name]) => name)).toEqual([
      'apps-charts',
      'apps-web',
      'infrastructure',
      'infrastructure-configs',
    ]);
    const kept = objects.filter(
      ({ metadata }) => metadata.annotations?.['kustomize.toolkit.fluxcd.io/prune'] === 'disabled',
    );
    expect(kept.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).toEqual([
      'HelmRelease certs',
      'Namespace shop',
      'StatefulSet till',
    ]);
  });

  it('leaves alone what a person fills', () => {
    const secret = objects.find(({ kind }) => kind === 'Secret');
    expect(secret?.metadata.annotations).toMatchObject({ 'kustomize.toolkit.fluxcd.io/ssa': 'Merge' });
  });

  it('can be built as a whole, which Flux does not', () => {
    expect(resources(file('apps/kustomization.yaml'))).toEqual(['charts', 'till', 'web']);
    expect(Object.values(told).map(({ path }) => path)).not.toContain('./apps');
  });

  it('keeps what differs from site to site in an overlay; the object is whole', () => {
    expect(file('infrastructure/base/storage/storageclass-nfs.yaml')).toMatchObject({
      parameters: { mountPermissions: '0' },
    });
    expect(files['infrastructure/base/storage/storageclass-nfs.yaml']).not.toContain('192.168.1.5');
    expect(file('infrastructure/overlays/test/kustomization.yaml')).toMatchObject({
      resources: ['../../base'],
      patches: [{ path: 'storage-storageclass-nfs.yaml' }],
    });
    expect(file('infrastructure/overlays/test/storage-storageclass-nfs.yaml')).toMatchObject({
      kind: 'StorageClass',
      metadata: { name: 'nfs' },
      parameters: { server: '192.168.1.5', share: '/volume1/k8s' },
    });
    expect(objects.find(({ kind }) => kind === 'StorageClass')?.parameters).toEqual({
      server: '192.168.1.5',
      share: '/volume1/k8s',
      mountPermissions: '0',
    });
  });

  it('puts objects of a kind that a release beside them defines into a unit of their own', () => {
    expect(resources(file('infrastructure/base/configs/kustomization.yaml'))).toEqual([
      'certificates/authority-home.yaml',
    ]);
    expect(resources(file('infrastructure/base/kustomization.yaml'))).not.toContain('certificates/authority-home.yaml');
  });

  it('has plain files, of which kustomize makes the ConfigMap that the model knows', () => {
    expect(files['apps/web/web-models.yaml']).toBe(MODELS);
    expect(file('apps/web/kustomization.yaml')).toMatchObject({
      configMapGenerator: [
        {
          name: 'web-models',
          namespace: 'shop',
          files: ['etc_web_models.yaml=web-models.yaml', 'etc_web_more_models.yaml'],
        },
      ],
      resources: ['configmap-web-config.yaml', 'deployment-web.yaml', 'service-web.yaml'],
    });
    expect(files['apps/web/deployment-web.yaml']).toMatch(/configMap:\n +name: web-models\n/);
    const known = model.objects.find(({ kind, name }) => kind === 'ConfigMap' && name.startsWith('web-models'));
    expect(known).toMatchObject({ path: 'apps/web/web-models.yaml', layer: 'workload', from: 'manifest' });
    // As kustomize 5.8.3 names it; test/configurations/kustomize.test.ts asks it.
    expect(known?.name).toBe('web-models-9bg7g9d646');
  });

  it('delivers nothing that runs on demand', () => {
    expect(files['drills/drill.yaml']).toBeDefined();
    expect(Object.values(files).join()).not.toContain('drill.yaml');
  });
});

describe('a component that claims storage, and has a Job', () => {
  const { files, file, told } = rendered((stack) => {
    stack.deliver(FLUX, { layout: APPLICATIONS });
    const on = stack.cluster('home', CLUSTER).namespace('shop');
    const till = new Component(stack, 'till');
    const database = new Workload(till, 'till', { ...WEB, on, kind: 'StatefulSet' });
    database.volume('data', { path: '/data', size: Size.gibibytes(1) });
    const job = new Workload(till, 'till-tables', { ...WEB, on, kind: 'Job' });
    job.file('/sql/tables.sql', 'CREATE TABLE sold ();');
    const books = new Component(stack, 'books');
    new Workload(books, 'books', { ...WEB, on });
    books.after(till, 'it reads the tables');
  });
  const [job] = Object.keys(files).filter((path) => path.includes('/job-'));

  it("has its Jobs, and what they read, delivered by themselves: yesterday's go", () => {
    expect(job).toMatch(/^apps\/till\/jobs\/job-till-tables-[0-9a-f]+\.yaml$/);
    expect(resources(file('apps/till/jobs/kustomization.yaml'))).toEqual([
      'configmap-till-tables-config.yaml',
      job?.replace('apps/till/jobs/', ''),
    ]);
    expect(resources(file('apps/till/kustomization.yaml')).join()).not.toContain('till-tables');
    expect(told['apps-till-jobs']).toMatchObject({ path: './apps/till/jobs', prune: true });
    expect(told['apps-till']).toMatchObject({ prune: false });
  });

  it('is ready once they are done: who comes after it waits for it alone', () => {
    expect(told['apps-till']?.healthChecks?.map(({ kind }) => kind)).toEqual(['StatefulSet', 'Job']);
    expect(names(told['apps-books']?.dependsOn)).toEqual(['apps-till', 'infrastructure']);
    expect(names(told['apps-till-jobs']?.dependsOn)).toEqual(['infrastructure']);
  });
});

it('a component that goes takes along what is pruned; a folder that goes leaves all', () => {
  const policies = (layout: FluxLayout) =>
    Object.entries(withLayout(layout).told).map(([name, { deletionPolicy }]) => [name, deletionPolicy]);
  expect(policies(APPLICATIONS)).toEqual([
    ['apps-charts', 'MirrorPrune'],
    ['apps-till', 'MirrorPrune'],
    ['apps-web', 'MirrorPrune'],
    ['infrastructure', 'Orphan'],
    ['infrastructure-configs', 'Orphan'],
  ]);
  expect(new Set(policies(FOLDERS).map(([, policy]) => policy))).toEqual(new Set(['Orphan']));
});

describe('a Kustomization for each folder', () => {
  const { files, file, told, objects, model } = withLayout(FOLDERS);

  it('stands in the first of them, with the source', () => {
    expect(resources(file('gitops/base/kustomization.yaml'))).toEqual([
      'namespaces/namespace-shop.yaml',
      'shop-base.yaml',
      'shop-components.yaml',
      'shop-infrastructure.yaml',
    ]);
    expect(file('gitops/base/shop-infrastructure.yaml')).toMatchObject({
      kind: 'GitRepository',
      metadata: { name: 'shop-infrastructure', namespace: 'flux-system' },
      spec: { url: FLUX.repository, ref: { branch: 'main' } },
    });
    expect(model.objects.filter(({ from, kind }) => from === 'cluster' && kind === 'GitRepository')).toEqual([]);
    expect(Object.keys(told)).toEqual(['shop-base', 'shop-components', 'shop-components-configs']);
    expect(names(told['shop-components']?.dependsOn)).toEqual(['shop-base']);
  });

  it('prunes, and keeps what holds state all the same', () => {
    expect(told['shop-components']).toMatchObject({ prune: true });
    const till = objects.find(({ kind }) => kind === 'StatefulSet');
    expect(till?.metadata.annotations).toMatchObject({ 'kustomize.toolkit.fluxcd.io/prune': 'disabled' });
  });

  it('ends with the list that a manual adds to', () => {
    const [, list] = (files['gitops/components/kustomization.yaml'] ?? '').split('resources:\n');
    expect(list).toMatch(/^( {2}- \S+\n)+$/);
  });
});

describe('releases', () => {
  const { files, file } = withLayout(FOLDERS);
  const certs = file('gitops/components/certificates/helmrelease-certs.yaml');
  const charts = file('gitops/components/charts/helmrelease-charts.yaml');

  it('are charts of a repository, or artifacts of a registry', () => {
    expect(certs).toMatchObject({
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      metadata: { name: 'certs', namespace: 'shop' },
      spec: {
        chart: { spec: { chart: 'certs', sourceRef: { kind: 'HelmRepository', name: 'certs' } } },
        values: { replicas: 2, image: { tag: '1.10' } },
        driftDetection: { mode: 'enabled' },
        install: { crds: 'CreateReplace' },
        upgrade: { crds: 'CreateReplace' },
      },
    });
    expect(file('gitops/components/certificates/helmrepository-certs.yaml')).toMatchObject({
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      metadata: { name: 'certs', namespace: 'flux-system' },
      spec: { url: 'https://charts.example.org' },
    });
    expect(charts).toMatchObject({ spec: { chartRef: { kind: 'OCIRepository', name: 'shops' } } });
    expect(file('gitops/components/charts/ocirepository-shops.yaml')).toMatchObject({
      spec: { url: 'oci://charts.example.org/shops/charts', ref: { tag: '1.2.3' } },
    });
  });

  it('take values from Secrets, are patched, and wait for releases of their folder', () => {
    expect(charts).toMatchObject({
      spec: {
        valuesFrom: [{ kind: 'Secret', name: 'till', valuesKey: 'PASSWORD', targetPath: 'auth.password' }],
        dependsOn: [{ name: 'certs', namespace: 'shop' }],
        postRenderers: [
          {
            kustomize: { patches: [{ target: { group: 'apps', version: 'v1', kind: 'Deployment', name: 'charts' } }] },
          },
        ],
      },
    });
    const { patch } = (charts as { spec: { postRenderers: [{ kustomize: { patches: [{ patch: string }] } }] } }).spec
      .postRenderers[0].kustomize.patches[0];
    expect(load(patch)).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'charts' },
      spec: { template: { spec: { priorityClassName: 'shop' } } },
    });
  });

  it('have their version in quotes, as a manual looks for it', () => {
    expect(files['gitops/components/certificates/helmrelease-certs.yaml']).toContain('version: "0.43.0"\n');
  });
});

it('leaves other versions and numbers bare, as a manual looks for them', () => {
  const { files } = rendered((stack) => {
    stack.deliver(FLUX);
    stack.cluster('home', CLUSTER);
    const kafka = new Component(stack, 'kafka');
    const spec = { kafka: { version: '3.7.0', replicas: 3 } };
    new ApiObject(kafka, 'kafka', {
      apiVersion: 'kafka.strimzi.io/v1beta2',
      kind: 'Kafka',
      metadata: { name: 'it', namespace: 'data' },
      spec,
    });
  });
  expect(files['apps/kafka/kafka-it.yaml']).toMatch(/replicas: 3\n +version: 3\.7\.0\n/);
});

it('counts paths from the root of the repository', () => {
  const { told } = rendered((stack) => shop(stack, { ...FLUX, path: 'home/shop' }, APPLICATIONS));
  expect(told['apps-web']?.path).toBe('./home/shop/apps/web');
});

it('has a folder for each component where no layout is said', () => {
  const { told } = rendered((stack) => {
    stack.deliver(FLUX);
    const namespace = stack.cluster('home', CLUSTER).namespace('shop');
    const props = { chart: 'shop', version: '1.2.3', repository: 'https://charts.example.org' };
    new HelmRelease(new Component(stack, 'shop'), 'shop', { ...props, namespace });
  });
  expect(Object.keys(told)).toEqual(['apps-namespaces', 'apps-shop']);
  expect(names(told['apps-shop']?.dependsOn)).toEqual(['apps-namespaces']);
});
