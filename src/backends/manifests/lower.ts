import type { Graph, NamespaceNode } from '../../graph/graph';
import { kindOf } from '../../graph/orders';
import type { Sealed } from '../../graph/resolved';
import type { Manifest } from '../../kubernetes/manifest';
import { merged } from '../../kubernetes/merge';
import { type Lowered, nameInComponent } from '../artifact';
import { belongings, hostService } from './belongings';
import { componentLabels, unlessEmpty } from './labels';
import { networkPolicies } from './network-policies';
import { account } from './privileges';
import { secretManifest } from './secrets';
import { controller } from './workloads';

/** Tells a controller what to deliver, also where another one delivers it. */
const DELIVERS = new Set(['argoproj.io/AppProject', 'argoproj.io/Application']);

/** Every Kubernetes object that a stack says: the same, whoever delivers it. */
export function lower(graph: Graph, sealed: Sealed): Lowered[] {
  const objects: Lowered[] = [];
  const add = (component: string, manifests: readonly Manifest[]): void => {
    for (const manifest of manifests) objects.push({ component, layer: 'workload', manifest });
  };
  for (const namespace of graph.namespaces)
    if (!namespace.existing) add(namespace.component, namespaceManifests(namespace));
  for (const secret of graph.secrets) add(secret.component, secretManifest(secret, sealed));
  for (const workload of graph.workloads) {
    const { on } = workload;
    if (!('namespace' in on)) continue;
    if (workload.isWritten) add(workload.component, account(workload, on.namespace));
    else add(workload.component, [controller({ ...workload, on }), ...belongings(workload, on.namespace)]);
  }
  for (const service of graph.services) add(service.component, hostService(service));
  for (const { component, manifest } of graph.objects)
    objects.push({ component, layer: DELIVERS.has(kindOf(manifest)) ? 'delivery' : 'workload', manifest });
  const layers = new Map<string, Lowered['layer']>(
    graph.files.flatMap(({ component, holds, layer }) => holds.map((name) => [`${component} ${name}`, layer] as const)),
  );
  return [...objects, ...networkPolicies(graph)].map((lowered) => ({
    ...lowered,
    manifest: patched(lowered, graph),
    layer: layers.get(nameInComponent(lowered)) ?? lowered.layer,
  }));
}

/** An object with the patches of its component; the same object where there are none. */
function patched({ component, manifest }: Lowered, { objectPatches }: Graph): Manifest {
  const { kind, metadata } = manifest;
  return objectPatches
    .filter((patch) => patch.component === component && patch.kind === kind && patch.name === metadata.name)
    .reduce((object, { merge }) => merged(object, merge), manifest);
}

function namespaceManifests({ name, component, podSecurity, hasTokens }: NamespaceNode): Manifest[] {
  const level = podSecurity && {
    'pod-security.kubernetes.io/enforce': podSecurity,
    'pod-security.kubernetes.io/audit': podSecurity,
    'pod-security.kubernetes.io/warn': podSecurity,
  };
  const labels = unlessEmpty({ ...componentLabels(component), 'kubernetes.io/metadata.name': name, ...level }) ?? {};
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
  if (hasTokens) return [namespace];
  const metadata = { name: 'default', namespace: name, labels: componentLabels(component) };
  return [namespace, { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false }];
}
