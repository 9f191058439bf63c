import { compared, deployment, object } from './support';

const flux = (kind: string, spec: string) =>
  object(kind, `spec: {${spec}}`, {
    apiVersion: `${kind === 'HelmRelease' ? 'helm' : 'kustomize'}.toolkit.fluxcd.io/v1`,
  });
const apps = (kind: string, spec: string) => object(kind, `spec: {${spec}}`, { apiVersion: 'apps/v1' });
const pods = (labels = 'app: a') =>
  `template: {metadata: {labels: {${labels}}}, spec: {containers: [{name: a, image: "x/a:1"}]}}`;
const set = (more: string, size = '1Gi') =>
  apps(
    'StatefulSet',
    `serviceName: a, selector: {matchLabels: {app: a}}, ${pods()}, ${more}volumeClaimTemplates: [{metadata: {name: d}, spec: {resources: {requests: {storage: ${size}}}}}]`,
  );
const claim = (spec: string) => object('PersistentVolumeClaim', `spec: {${spec}}`);
const binding = (role: string, kind = 'RoleBinding') =>
  object(
    kind,
    `roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${role}}\nsubjects: [{kind: ServiceAccount, name: a, namespace: a}]`,
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
    },
  );
const policy = object('NetworkPolicy', 'spec: {podSelector: {}, policyTypes: [Ingress]}', {
  apiVersion: 'networking.k8s.io/v1',
});
const definition = object(
  'CustomResourceDefinition',
  'spec: {group: x.example, names: {kind: Thing, plural: things}, scope: Namespaced, versions: [{name: v1, served: true, storage: true}]}',
  {
    apiVersion: 'apiextensions.k8s.io/v1',
  },
);
const job = (image: string, more = '') =>
  object('Job', `spec: {${more}template: {spec: {restartPolicy: Never, containers: [{name: a, image: "${image}"}]}}}`, {
    apiVersion: 'batch/v1',
  });
const service = (spec: string) => object('Service', `spec: {${spec}, ports: [{port: 80}]}`);
const repository = (tag: string) =>
  object('OCIRepository', `spec: {url: "oci://r.example/app", ref: {tag: ${tag}}}`, {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
  });
const release = (version: string) =>
  flux('HelmRelease', `chart: {spec: {chart: app, version: ${version}, sourceRef: {kind: HelmRepository, name: a}}}`);
const replicas = (count: number) =>
  apps('Deployment', `replicas: ${count}, selector: {matchLabels: {app: a}}, ${pods()}`);
const selected = (label: string) => apps('Deployment', `selector: {matchLabels: {${label}}}, ${pods('app: a, b: c')}`);
const other = object('ConfigMap', '', { name: 'other' });

/** The rules of konflate (github.com/home-operations/konflate, `internal/diff`), each with its nearest neighbour, of which it is not said. */
it.each<[rule: string, code: string, old: string, now: string, neighbour: string]>([
  ['removed-statefulset', 'downtime/workload-removed', set(''), '', set('replicas: 2, ')],
  [
    'removed-pvc',
    'data/claim-removed',
    claim('resources: {requests: {storage: 1Gi}}'),
    '',
    claim('resources: {requests: {storage: 2Gi}}'),
  ],
  [
    'removed-namespace',
    'data/namespace-removed',
    object('Namespace', ''),
    '',
    object('Namespace', '').replace('{name: app}', '{name: app, labels: {a: b}}'),
  ],
  [
    'removed-crd',
    'data/definition-removed',
    definition,
    '',
    definition.replace('{name: app}', '{name: app, labels: {a: b}}'),
  ],
  [
    'removed-networkpolicy',
    'access/policy-removed',
    `${policy}---\n${deployment('')}`,
    deployment(''),
    `${policy.replace('{name: app}', '{name: app, labels: {a: b}}')}---\n${deployment('')}`,
  ],
  [
    'suspends',
    'prune/suspended',
    flux('HelmRelease', 'interval: 1h'),
    flux('HelmRelease', 'interval: 1h, suspend: true'),
    flux('HelmRelease', 'interval: 2h'),
  ],
  [
    'resumes',
    'prune/resumed',
    flux('Kustomization', 'suspend: true'),
    flux('Kustomization', 'interval: 1h'),
    flux('Kustomization', 'suspend: true, interval: 1h'),
  ],
  [
    'privileged',
    'access/privileged',
    deployment(''),
    deployment('', 'securityContext: {privileged: true}'),
    deployment('', 'securityContext: {privileged: false}'),
  ],
  ['replicas-zero', 'downtime/scaled-to-zero', replicas(1), replicas(0), replicas(2)],
  [
    'rbac-widened',
    'access/cluster-admin',
    other,
    `${other}---\n${binding('cluster-admin', 'ClusterRoleBinding')}`,
    `${other}---\n${binding('none', 'ClusterRoleBinding')}`,
  ],
  ['immutable: StatefulSet', 'replace/volume-claim-templates', set(''), set('', '2Gi'), set('minReadySeconds: 5, ')],
  [
    'immutable: selector',
    'replace/selector',
    selected('app: a'),
    selected('b: c'),
    selected('app: a').replace('x/a:1', 'x/a:2'),
  ],
  ['immutable: Job', 'replace/job-template', job('x/a:1'), job('x/a:2'), job('x/a:1', 'ttlSecondsAfterFinished: 60, ')],
  [
    'immutable: claim',
    'replace/claim',
    claim('storageClassName: a'),
    claim('storageClassName: b'),
    claim('storageClassName: a, resources: {requests: {storage: 1Gi}}'),
  ],
  [
    'pvc-shrink',
    'data/claim-shrunk',
    claim('resources: {requests: {storage: 2Gi}}'),
    claim('resources: {requests: {storage: 1Gi}}'),
    claim('resources: {requests: {storage: 2048Mi}}'),
  ],
  [
    'immutable: roleRef',
    'replace/role-ref',
    binding('a'),
    binding('b'),
    binding('a').replace('name: a, namespace: a', 'name: b, namespace: a'),
  ],
  [
    'immutable: clusterIP',
    'replace/cluster-ip',
    service('clusterIP: 10.0.0.1'),
    service('clusterIP: 10.0.0.2'),
    service('clusterIP: 10.0.0.1, type: NodePort'),
  ],
  ['major-chart-bump', 'image/chart-major', release('1.2.3'), release('2.0.0'), release('1.3.0')],
  [
    'major-source-bump',
    'image/chart-major',
    `${flux('HelmRelease', 'chartRef: {kind: OCIRepository, name: app}')}---\n${repository('1.0.0')}`,
    `${flux('HelmRelease', 'chartRef: {kind: OCIRepository, name: app}')}---\n${repository('2.0.0')}`,
    `${flux('HelmRelease', 'chartRef: {kind: OCIRepository, name: app}')}---\n${repository('1.1.0')}`,
  ],
  ['major-image-bump', 'image/major', job('x/a:1.9'), job('x/a:2.0'), job('x/a:1.10')],
])('%s is %s', (_, code, old, now, neighbour) => {
  const said = (tree: string) => compared(old, tree).consequences.map((one) => one.code);
  expect(said(now)).toContain(code);
  expect(said(neighbour)).not.toContain(code);
});

const tree = (spec: string, data: string): Record<string, string> => ({
  'ks.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a, namespace: flux-system}\nspec: {path: ./a, ${spec}, sourceRef: {kind: GitRepository, name: flux-system}}\n`,
  ...(data && { 'a/a.yaml': object('ConfigMap', `data: {a: "${data}"}`) }),
});

it.each([
  [
    'suspended-parent',
    'prune/not-applied',
    tree('suspend: true', '1'),
    tree('suspend: true', '2'),
    tree('suspend: false', '1'),
  ],
  ['not-pruned', 'prune/orphaned', tree('prune: false', '1'), tree('prune: false', ''), tree('prune: false', '2')],
])('%s is %s', (_, code, old, now, neighbour) => {
  const said = (one: Record<string, string>) => compared(old, one).consequences.map((each) => each.code);
  expect(said(now)).toContain(code);
  expect(said(neighbour)).not.toContain(code);
});
