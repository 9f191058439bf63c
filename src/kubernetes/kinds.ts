import type { Manifest } from './manifest';

/** Groups of Kubernetes itself; others end in k8s.io too (Gateway API, snapshots), and are defined by what brings them. */
const OWN = new Set([
  '',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'apps',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'extensions',
  'flowcontrol.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
]);

/** Kinds that have changed their group: the older ones, and where they are now. */
const MOVED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'extensions/DaemonSet': 'apps',
    'extensions/Deployment': 'apps',
    'extensions/ReplicaSet': 'apps',
    'extensions/Ingress': 'networking.k8s.io',
    'extensions/NetworkPolicy': 'networking.k8s.io',
    'extensions/PodSecurityPolicy': 'policy',
    '/Event': 'events.k8s.io',
    'certmanager.k8s.io': 'cert-manager.io',
    'traefik.containo.us': 'traefik.io',
  }),
);

/** Kinds without a namespace, by group. */
const CLUSTER_WIDE: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    '': ['Namespace', 'Node', 'PersistentVolume'],
    'admissionregistration.k8s.io': [
      ...['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
      ...['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding'],
      ...['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
    ],
    'apiextensions.k8s.io': ['CustomResourceDefinition'],
    'apiregistration.k8s.io': ['APIService'],
    'certificates.k8s.io': ['CertificateSigningRequest', 'ClusterTrustBundle'],
    'flowcontrol.apiserver.k8s.io': ['FlowSchema', 'PriorityLevelConfiguration'],
    'networking.k8s.io': ['IngressClass', 'IPAddress', 'ServiceCIDR'],
    'node.k8s.io': ['RuntimeClass'],
    policy: ['PodSecurityPolicy'],
    'rbac.authorization.k8s.io': ['ClusterRole', 'ClusterRoleBinding'],
    'resource.k8s.io': ['DeviceClass', 'ResourceSlice', 'DeviceTaintRule'],
    'scheduling.k8s.io': ['PriorityClass'],
    'storage.k8s.io': ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment', 'VolumeAttributesClass'],
    'cert-manager.io': ['ClusterIssuer'],
    'cilium.io': ['CiliumClusterwideNetworkPolicy', 'CiliumNode', 'CiliumIdentity', 'CiliumLoadBalancerIPPool'],
    'external-secrets.io': ['ClusterSecretStore', 'ClusterExternalSecret', 'ClusterPushSecret'],
    'gateway.networking.k8s.io': ['GatewayClass'],
    'snapshot.storage.k8s.io': ['VolumeSnapshotClass', 'VolumeSnapshotContent'],
    'groupsnapshot.storage.k8s.io': ['VolumeGroupSnapshotClass', 'VolumeGroupSnapshotContent'],
  }),
);

export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

/** The group in which a kind is today. */
export function groupNow({ apiVersion, kind }: Pick<Manifest, 'apiVersion' | 'kind'>): string {
  const group = groupOf(apiVersion);
  return MOVED.get(`${group}/${kind}`) ?? MOVED.get(group) ?? group;
}

export function isOfKubernetes(apiVersion: string): boolean {
  return OWN.has(groupOf(apiVersion));
}

export function isClusterWide(manifest: Pick<Manifest, 'apiVersion' | 'kind'>): boolean {
  return CLUSTER_WIDE.get(groupNow(manifest))?.includes(manifest.kind) ?? false;
}
