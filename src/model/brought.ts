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
];

/** What a k3s server brings by itself (its packaged components, Traefik and ServiceLB left out). */
export const K3S: readonly BroughtObject[] = [
  ...KUBERNETES,
  system('apps/v1', 'Deployment', 'metrics-server', { 'k8s-app': 'metrics-server' }),
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
