import type { Subject } from '../diagnostics/finding';
import type { ReleaseNode } from '../graph/graph';
import type { Manifest } from '../kubernetes/manifest';

/** What the chart of one release makes, every object in its namespace. */
export interface Rendered {
  readonly release: ReleaseNode;
  /** Chart and version, for people. */
  readonly chart: string;
  readonly subject: Subject;
  readonly objects: readonly Manifest[];
}

/** Kinds of Kubernetes' own groups that stand in no namespace (`kubectl api-resources --namespaced=false`). */
const CLUSTER_WIDE = new Set([
  ...['Namespace', 'Node', 'PersistentVolume', 'ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition'],
  ...['StorageClass', 'CSIDriver', 'CSINode', 'VolumeAttachment', 'VolumeAttributesClass', 'PriorityClass'],
  ...['RuntimeClass', 'IngressClass', 'APIService', 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
  ...['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'FlowSchema', 'PriorityLevelConfiguration'],
  ...['CertificateSigningRequest', 'DeviceClass', 'IPAddress', 'ServiceCIDR'],
]);

/** The kinds that definitions among these objects define, as `group/Kind`. */
export function definedIn(objects: readonly Manifest[], scope?: 'Cluster'): string[] {
  return objects.flatMap(({ kind, spec }) => {
    const said = (spec ?? {}) as { group?: string; names?: { kind?: string }; scope?: string };
    const isMeant = kind === 'CustomResourceDefinition' && (scope === undefined || said.scope === scope);
    return isMeant ? [`${said.group}/${said.names?.kind}`] : [];
  });
}

/** Every object with the namespace in which Helm makes it: its own, or that of the release. */
export function inNamespace(objects: readonly Manifest[], { namespace: home }: ReleaseNode): Manifest[] {
  const clusterWide = new Set(definedIn(objects, 'Cluster'));
  return objects.map((object) => {
    const { apiVersion, kind, metadata } = object;
    const { namespace, ...rest } = metadata;
    if (CLUSTER_WIDE.has(kind) || clusterWide.has(`${apiVersion.split('/')[0]}/${kind}`))
      return { ...object, metadata: rest };
    return { ...object, metadata: { ...rest, namespace: namespace ?? home } };
  });
}
