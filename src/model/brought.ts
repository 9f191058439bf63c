import { BOOTSTRAPPED, type Delivery } from './delivery';
import type { BroughtObject } from './release';

type Labels = Readonly<Record<string, string>>;

function namespaced(namespace: string) {
  return (apiVersion: string, kind: string, name: string, labels: Labels): BroughtObject => ({
    apiVersion,
    kind,
    name,
    namespace,
    labels,
  });
}

const namespace = (name: string): BroughtObject => ({ apiVersion: 'v1', kind: 'Namespace', name, namespace: null });

const system = namespaced('kube-system');

/** What any cluster brings by itself. */
export const KUBERNETES: readonly BroughtObject[] = [
  ...['default', 'kube-system', 'kube-public', 'kube-node-lease'].map(namespace),
  system('apps/v1', 'Deployment', 'coredns', { 'k8s-app': 'kube-dns' }),
  system('v1', 'Service', 'kube-dns', { 'k8s-app': 'kube-dns' }),
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', name: 'cluster-admin', namespace: null },
];

/** What answers `kubectl top`. */
export const METRICS_SERVER: readonly BroughtObject[] = [
  system('apps/v1', 'Deployment', 'metrics-server', { 'k8s-app': 'metrics-server' }),
];

/** What a k3s server brings by itself (its packaged components, Traefik and ServiceLB left out). */
export const K3S: readonly BroughtObject[] = [
  ...KUBERNETES,
  ...METRICS_SERVER,
  system('apps/v1', 'Deployment', 'local-path-provisioner', { app: 'local-path-provisioner' }),
  { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', name: 'local-path', namespace: null },
  ...['helmcharts', 'helmchartconfigs'].map(
    (kind): BroughtObject => ({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      name: `${kind}.helm.cattle.io`,
      namespace: null,
    }),
  ),
];

const argocd = namespaced('argocd');
const app = (name: string): Labels => ({ 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'argocd' });

/** What the installation manifest of Argo CD makes, where Argo CD is not described by the stack. */
export const ARGO_CD: readonly BroughtObject[] = [
  namespace('argocd'),
  argocd('apps/v1', 'StatefulSet', 'argocd-application-controller', app('argocd-application-controller')),
  ...['argocd-repo-server', 'argocd-server'].flatMap((name) => [
    argocd('apps/v1', 'Deployment', name, app(name)),
    argocd('v1', 'Service', name, app(name)),
  ]),
];

const crd = (name: string): BroughtObject => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  name,
  namespace: null,
});

/** The snapshot controller (kubernetes-csi/external-snapshotter), which storage drivers that take snapshots come with. */
export const SNAPSHOTS: readonly BroughtObject[] = [
  'volumesnapshots',
  'volumesnapshotclasses',
  'volumesnapshotcontents',
].map((plural) => crd(`${plural}.snapshot.storage.k8s.io`));

/** What a delivery has to have before it can bring anything, where its stack does not describe it. */
export function broughtBy(delivery: Delivery): readonly BroughtObject[] {
  if (delivery.engine !== 'flux') return [];
  const flux = namespaced(delivery.namespace);
  const labels = (name: string): Labels => ({
    app: name,
    'app.kubernetes.io/component': name,
    'app.kubernetes.io/part-of': 'flux',
  });
  const controllers = ['helm-controller', 'kustomize-controller', 'notification-controller', 'source-controller'];
  return [
    namespace(delivery.namespace),
    ...controllers.map((name) => flux('apps/v1', 'Deployment', name, labels(name))),
    ...['notification-controller', 'source-controller'].map((name) => flux('v1', 'Service', name, labels(name))),
    flux('v1', 'Service', 'webhook-receiver', labels('notification-controller')),
    ...(delivery.layout?.source === undefined
      ? [
          flux('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', BOOTSTRAPPED, {}),
          flux('source.toolkit.fluxcd.io/v1', 'GitRepository', BOOTSTRAPPED, {}),
        ]
      : []),
  ];
}
