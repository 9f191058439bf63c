import { Application } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application';
import { ApiObject } from 'cdk8s';
import { load } from 'js-yaml';
import { Component, generated, HelmRelease, manual, Secret, type Stack } from '../../src';
import { loweredOf } from '../../src/backends/artifact';
import { text } from '../../src/backends/yaml';
import type { GitOpsDelivery } from '../../src/model/delivery';
import { CLUSTER } from '../invalid/props';
import { declare } from '../support/declare';

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop-web' };
const ANY = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: 'any' } };
const CLASS = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', name: 'fast', namespace: null };
const CUSTOM = { apiVersion: 'example.org/v1', kind: 'NetworkProxy', name: 'way-in', namespace: 'edge' };
const DELIVERY: GitOpsDelivery = {
  engine: 'argocd',
  repository: 'https://git.example.org/shop.git',
  revision: 'main',
  path: '',
  namespace: 'argocd',
};

function delivered(build: (release: HelmRelease, shop: Component, stack: Stack) => void, delivery = DELIVERY) {
  const { artifacts } = declare((stack) => {
    stack.deliver(delivery);
    const sealed = { store: 'sealed-secrets' } as const;
    const namespace = stack.cluster('home', { ...CLUSTER, kubernetes: '1.34.2', secrets: sealed }).namespace('shop');
    const shop = new Component(stack, 'shop');
    const brings = [DEPLOYMENT, CLASS, CUSTOM];
    const chart = { chart: 'shop', version: '1.2.0', repository: 'https://charts.example.org' };
    build(new HelmRelease(shop, 'shop', { ...chart, namespace, brings }), shop, stack);
  });
  const objects = loweredOf(artifacts);
  const application = objects.find(
    ({ manifest }) => manifest.kind === 'Application' && manifest.metadata.name === 'shop',
  );
  return {
    paths: artifacts.map(({ path }) => path),
    application: application?.manifest as never as { spec: NonNullable<Application['spec']> },
    of: (kind: string) => objects.filter(({ manifest }) => manifest.kind === kind).map(({ manifest }) => manifest),
    layers: (kind: string) => objects.filter(({ manifest }) => manifest.kind === kind).map(({ layer }) => layer),
  };
}

const MOUNT = { name: 'notes', mountPath: '/notes.yaml', subPath: 'notes.yaml' };
const MOUNTED = {
  spec: {
    template: {
      metadata: { annotations: { 'shop.example.org/notes': 'abc' } },
      spec: {
        volumes: [{ name: 'notes', configMap: { name: 'notes' } }],
        containers: [
          { name: 'web', volumeMounts: [MOUNT], env: [{ name: 'NOTES', value: 'yes' }] },
          { name: 'beside', image: 'beside:1' },
        ],
        tolerations: [{ key: 'edge', operator: 'Exists' }],
      },
    },
  },
};

describe('a patch under Argo CD', () => {
  const { application, of, layers, paths } = delivered((release) =>
    release.patch(DEPLOYMENT, MOUNTED, 'mounts the notes'),
  );

  it('is a Job after each sync, beside the chart', () => {
    expect(paths).toEqual(expect.arrayContaining(['platform/shop/job-patch-deployment-shop-web.yaml']));
    expect(application.spec.sources?.map(({ chart, path }) => chart ?? path)).toEqual(['shop', 'platform/shop']);
    expect(layers('Job')).toEqual(['delivery']);
    expect(of('Job')).toMatchObject([
      {
        metadata: {
          namespace: 'shop',
          annotations: {
            'argocd.argoproj.io/hook': 'PostSync',
            'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation,HookSucceeded',
          },
        },
        spec: { template: { spec: { serviceAccountName: 'patch-deployment-shop-web' } } },
      },
    ]);
  });

  it("is kubectl's, of the version of the cluster, by the keys of lists", () => {
    expect(containersOf(of('Job'))).toMatchObject([
      {
        image: 'registry.k8s.io/kubectl:v1.34.2',
        args: [
          'patch',
          'deployments.apps',
          'shop-web',
          '--namespace=shop',
          '--type=strategic',
          '--field-manager=steading-patch',
          '--patch',
          expect.stringContaining('mountPath: /notes.yaml'),
        ],
      },
    ]);
  });

  it('may read and patch that one object, and nothing else', () => {
    expect(of('Role').map(({ rules }) => rules)).toEqual([
      [{ apiGroups: ['apps'], resources: ['deployments'], resourceNames: ['shop-web'], verbs: ['get', 'patch'] }],
    ]);
    expect(of('RoleBinding')).toMatchObject([
      { subjects: [{ kind: 'ServiceAccount', name: 'patch-deployment-shop-web', namespace: 'shop' }] },
    ]);
  });

  it('is left alone by Argo CD, just what it adds', () => {
    expect(application.spec.ignoreDifferences).toEqual([
      {
        group: 'apps',
        kind: 'Deployment',
        name: 'shop-web',
        namespace: 'shop',
        jqPathExpressions: [
          '.spec.template.metadata.annotations["shop.example.org/notes"]',
          '.spec.template.spec.containers[]? | select(.name == "web") | .env[]? | select(.name == "NOTES")',
          '.spec.template.spec.containers[]? | select(.name == "web") | .volumeMounts[]? | select(.mountPath == "/notes.yaml")',
          '.spec.template.spec.containers[]? | select(.name == "beside")',
          '.spec.template.spec.tolerations',
          '.spec.template.spec.volumes[]? | select(.name == "notes")',
        ],
      },
    ]);
    expect(application.spec.syncPolicy?.syncOptions).toEqual(['ServerSideApply=true', 'RespectIgnoreDifferences=true']);
    expect(() => new Application(application as never).validate()).not.toThrow();
  });

  it('of a kind that Kubernetes does not know is merged as JSON, where its target is', () => {
    const { of, application } = delivered((release) => {
      const volumes = [{ name: 'a' }];
      release.patch(CUSTOM, { spec: { volumes } }, 'has volumes');
    });
    expect(containersOf(of('Job'))[0]?.args).toEqual(
      expect.arrayContaining(['networkproxies.example.org', '--namespace=edge', '--type=merge']),
    );
    expect(of('Job')[0]?.metadata.namespace).toBe('shop');
    expect(of('Role')[0]?.metadata.namespace).toBe('edge');
    expect(application.spec.ignoreDifferences?.[0]?.jqPathExpressions).toEqual(['.spec.volumes']);
  });

  it('of an object of the whole cluster has a ClusterRole, for that object', () => {
    const { of, application } = delivered((release) =>
      release.patch(CLASS, { allowVolumeExpansion: true }, 'lets claims grow'),
    );
    expect(of('ClusterRole')).toMatchObject([{ rules: [{ resources: ['storageclasses'], resourceNames: ['fast'] }] }]);
    expect(of('ClusterRoleBinding')).toHaveLength(1);
    expect(application.spec.ignoreDifferences?.[0]).not.toHaveProperty('namespace');
  });

  it('two of one object are one Job', () => {
    const { of } = delivered((release) => {
      release.patch(DEPLOYMENT, { spec: { minReadySeconds: 5 } }, 'takes its time');
      release.patch(DEPLOYMENT, MOUNTED, 'mounts the notes');
    });
    expect(containersOf(of('Job')).map(({ name }) => name)).toEqual(['patch', 'patch-2']);
    expect(of('Role')).toHaveLength(1);
  });
});

describe('a Secret that a person fills', () => {
  it('is not emptied again', () => {
    const { application } = delivered((release, shop) => {
      const { namespace } = release.props;
      new Secret(shop, 'llm-api-keys', { namespace, keys: { OPENAI_API_KEY: manual('the key') } });
      new Secret(shop, 'sealed', { namespace, keys: { password: generated() } });
    });
    expect(application.spec.ignoreDifferences).toEqual([
      { group: '', kind: 'Secret', name: 'llm-api-keys', namespace: 'shop', jsonPointers: ['/data'] },
    ]);
    expect(application.spec.syncPolicy?.syncOptions).toContain('RespectIgnoreDifferences=true');
    expect(() => new Application(application as never).validate()).not.toThrow();
  });

  it('alone is a reason: what Argo CD makes alone is held to the letter', () => {
    const { application } = delivered(() => undefined);
    expect(application.spec).not.toHaveProperty('ignoreDifferences');
    expect(application.spec.syncPolicy?.syncOptions).toEqual(['ServerSideApply=true']);
  });
});

describe('what waits for the world outside', () => {
  const exempt = (kind: string, spec: object) => {
    const manifest = { apiVersion: 'cert-manager.io/v1', kind, metadata: { name: 'it', namespace: 'shop' }, spec };
    const [found] = delivered((_, shop) => new ApiObject(shop, 'it', manifest)).of(kind);
    return found?.metadata.annotations?.['argocd.argoproj.io/ignore-healthcheck'] === 'true';
  };

  it.each([
    ['Certificate', { secretName: 'it', issuerRef: { name: 'acme' } }, true],
    ['ClusterIssuer', { acme: { server: 'https://acme.example.org', solvers: [] } }, true],
    ['Issuer', { vault: { server: 'https://vault.example.org', path: 'pki' } }, true],
    ['Issuer', { selfSigned: {} }, false],
    ['ClusterIssuer', { ca: { secretName: 'root' } }, false],
  ])('%s %j holds back nobody: %s', (kind, spec, isExempt) => expect(exempt(kind, spec)).toBe(isExempt));
});

describe('Argo CD itself', () => {
  const chart = { chart: 'argo-cd', version: '10.1.1', repository: 'https://charts.example.org' };
  const made = (path: string, namespace = 'argocd') => {
    const { artifacts } = declare((stack) => {
      stack.deliver({ ...DELIVERY, path });
      const on = stack.cluster('home', CLUSTER).namespace(namespace);
      const values = () => ({ configs: { params: { 'server.insecure': true } }, dex: { enabled: false } });
      new HelmRelease(new Component(stack, 'cd'), 'cd', { ...chart, namespace: on, values });
    });
    const files = new Map(artifacts.map((artifact) => [artifact.path, text(artifact)]));
    const application = load(files.get('applications/cd.yaml') ?? '') as never as Pick<Application, 'spec'>;
    return { files, spec: application.spec as NonNullable<Application['spec']> };
  };

  it('has its values in a file, which its Application and the first installation read', () => {
    const { files, spec } = made('homelab');
    const file = 'platform/cd/values/cd.yaml';
    expect(load(files.get(file) ?? '')).toEqual({
      configs: { params: { 'server.insecure': true } },
      dex: { enabled: false },
    });
    expect(spec.sources).toEqual([
      {
        repoURL: chart.repository,
        chart: 'argo-cd',
        targetRevision: '10.1.1',
        helm: { releaseName: 'cd', valueFiles: [`$values/homelab/${file}`] },
      },
      { repoURL: DELIVERY.repository, targetRevision: 'main', ref: 'values' },
    ]);
    expect(() => new Application({ ...ANY, spec } as never).validate()).not.toThrow();
    expect(made('').spec.sources?.[0]?.helm?.valueFiles).toEqual([`$values/${file}`]);
  });

  it('in another namespace is a chart as others are', () => {
    const { files, spec } = made('', 'elsewhere');
    expect([...files.keys()].filter((path) => path.includes('values'))).toEqual([]);
    expect(spec.source?.helm).toHaveProperty('valuesObject');
  });
});

describe('an app of apps', () => {
  const build = (release: HelmRelease): void => release.patch(DEPLOYMENT, MOUNTED, 'mounts the notes');
  const tree = (delivery: GitOpsDelivery) => delivered(build, delivery).paths;

  it('delivers the Applications, unless told otherwise', () => {
    expect(tree(DELIVERY)).toContain('applications/root.yaml');
    expect(tree({ ...DELIVERY, appOfApps: true })).toEqual(tree(DELIVERY));
  });

  it('can be left out, and then nothing else is different', () => {
    const without = tree({ ...DELIVERY, appOfApps: false });
    expect(without).toContain('applications/shop.yaml');
    expect(without).toEqual(tree(DELIVERY).filter((path) => path !== 'applications/root.yaml'));
    expect(delivered(build, { ...DELIVERY, appOfApps: false }).application).toEqual(delivered(build).application);
  });
});

interface Container {
  readonly name: string;
  readonly image: string;
  readonly args: readonly string[];
}

function containersOf(jobs: readonly { readonly [field: string]: unknown }[]): readonly Container[] {
  return jobs.flatMap(
    ({ spec }) => (spec as { template: { spec: { containers: Container[] } } }).template.spec.containers,
  );
}
