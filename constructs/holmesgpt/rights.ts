import { ApiObject } from 'cdk8s';
import type { Component, Namespace, PolicyRule } from '../../src';
import type { Toolset } from './values';

/**
 * What `kubectl get`, `describe` and `logs` need: kinds of the chart's own ClusterRole, without those that nothing serves any more, without `watch`, and
 * with storage classes. No Secrets: a model would be told what is in them.
 */
const READ: readonly (readonly [group: string, ...resources: string[]])[] = [
  ['', 'configmaps', 'endpoints', 'events', 'limitranges', 'namespaces', 'nodes'],
  ['', 'persistentvolumeclaims', 'persistentvolumes', 'pods', 'pods/log', 'pods/status'],
  ['', 'replicationcontrollers', 'resourcequotas', 'serviceaccounts', 'services'],
  ['apiregistration.k8s.io', 'apiservices'],
  ['apps', 'daemonsets', 'deployments', 'deployments/scale', 'replicasets', 'replicasets/scale', 'statefulsets'],
  ['autoscaling', 'horizontalpodautoscalers'],
  ['batch', 'cronjobs', 'jobs'],
  ['events.k8s.io', 'events'],
  ['networking.k8s.io', 'ingresses', 'networkpolicies'],
  ['policy', 'poddisruptionbudgets'],
  ['rbac.authorization.k8s.io', 'clusterrolebindings', 'clusterroles', 'rolebindings', 'roles'],
  ['storage.k8s.io', 'storageclasses'],
];

/** An account that may look at everything but Secrets, and change nothing. It and its role are called as the chart would call them. */
export function reader(component: Component, namespace: Namespace, release: string, toolsets: readonly Toolset[]) {
  const [account, role] = [`${release}-holmes-service-account`, `${release}-holmes-cluster-role`];
  const metrics = toolsets.includes('kubernetes/live-metrics') ? [['metrics.k8s.io', 'nodes', 'pods'] as const] : [];
  const rules = [...READ, ...metrics].map(
    ([group, ...resources]): PolicyRule => ({ apiGroups: [group], resources, verbs: ['get', 'list'] }),
  );
  const subject = { name: account, namespace: namespace.name };
  const rbac = 'rbac.authorization.k8s.io';
  const apiVersion = `${rbac}/v1`;
  new ApiObject(component, 'account', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: subject });
  new ApiObject(component, 'role', { apiVersion, kind: 'ClusterRole', metadata: { name: role }, rules });
  new ApiObject(component, 'binding', {
    apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: { name: `${role}-binding` },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: role },
    subjects: [{ kind: 'ServiceAccount', ...subject }],
  });
  return account;
}
