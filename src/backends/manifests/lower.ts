import type { Graph, Manifest, NamespaceNode } from '../../graph/graph';
import type { Sealed } from '../../graph/resolved';
import type { Lowered } from '../artifact';
import { belongings, hostService } from './belongings';
import { componentLabels, unlessEmpty } from './labels';
import { networkPolicies } from './network-policies';
import { secretManifest } from './secrets';
import { controller } from './workloads';

/** Every Kubernetes object of layer `workload`: the same, whoever delivers it. */
export function lower(graph: Graph, sealed: Sealed): Lowered[] {
  const objects: Lowered[] = [];
  const add = (component: string, manifests: readonly Manifest[]): void => {
    for (const manifest of manifests) objects.push({ component, layer: 'workload', manifest });
  };
  for (const namespace of graph.namespaces)
    if (!namespace.existing) add(namespace.component, [namespaceManifest(namespace)]);
  for (const secret of graph.secrets) add(secret.component, secretManifest(secret, sealed));
  for (const workload of graph.workloads) {
    const { on } = workload;
    if ('namespace' in on)
      add(workload.component, [controller({ ...workload, on }), ...belongings(workload, on.namespace)]);
  }
  for (const service of graph.services) add(service.component, hostService(service));
  for (const { component, manifest } of graph.objects) add(component, [manifest]);
  return [...objects, ...networkPolicies(graph)];
}

function namespaceManifest({ name, component, podSecurity }: NamespaceNode): Manifest {
  const level = podSecurity && {
    'pod-security.kubernetes.io/enforce': podSecurity,
    'pod-security.kubernetes.io/audit': podSecurity,
    'pod-security.kubernetes.io/warn': podSecurity,
  };
  const labels = unlessEmpty({ ...componentLabels(component), 'kubernetes.io/metadata.name': name, ...level }) ?? {};
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}
