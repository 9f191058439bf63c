/** Since when and until when an API version serves a kind. `until` is the first version of Kubernetes that does not. */
export interface Service {
  readonly kinds: readonly string[];
  readonly since?: string;
  readonly until?: string;
  readonly instead?: string;
}

const gone = (until: string, instead: string | undefined, ...kinds: string[]): Service => ({
  kinds,
  until,
  ...(instead && { instead }),
});
/** Behind a feature gate, or switched off unless asked for. */
const asked = (...kinds: string[]): Service => ({ kinds });
const from = (since: string, ...kinds: string[]): Service => ({ kinds, since });

/**
 * Kubernetes' own groups, from its Deprecated API Migration Guide and its change logs: what is no longer served, and what an older version
 * does not serve yet. Versions that are not in here are served, or unknown to the schemas.
 */
export const SERVED: ReadonlyMap<string, readonly Service[]> = new Map(
  Object.entries({
    'admissionregistration.k8s.io/v1': [from('1.30', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding')],
    'admissionregistration.k8s.io/v1alpha1': [asked('MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding')],
    'admissionregistration.k8s.io/v1beta1': [
      asked('MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding'),
      gone('1.22', 'admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'),
      gone('1.34', 'admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'),
    ],
    'apiextensions.k8s.io/v1beta1': [gone('1.22', 'apiextensions.k8s.io/v1', 'CustomResourceDefinition')],
    'apiregistration.k8s.io/v1beta1': [gone('1.22', 'apiregistration.k8s.io/v1', 'APIService')],
    'apps/v1beta1': [gone('1.16', 'apps/v1', 'Deployment', 'StatefulSet')],
    'apps/v1beta2': [gone('1.16', 'apps/v1', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet')],
    'autoscaling/v2': [from('1.23', 'HorizontalPodAutoscaler')],
    'autoscaling/v2beta1': [gone('1.25', 'autoscaling/v2', 'HorizontalPodAutoscaler')],
    'autoscaling/v2beta2': [gone('1.26', 'autoscaling/v2', 'HorizontalPodAutoscaler')],
    'batch/v1': [from('1.21', 'CronJob')],
    'batch/v1beta1': [gone('1.25', 'batch/v1', 'CronJob')],
    'certificates.k8s.io/v1alpha1': [asked('ClusterTrustBundle', 'PodCertificateRequest')],
    'certificates.k8s.io/v1beta1': [
      asked('ClusterTrustBundle', 'PodCertificateRequest'),
      gone('1.22', 'certificates.k8s.io/v1', 'CertificateSigningRequest'),
    ],
    'coordination.k8s.io/v1beta1': [gone('1.22', 'coordination.k8s.io/v1', 'Lease')],
    'discovery.k8s.io/v1': [from('1.21', 'EndpointSlice')],
    'discovery.k8s.io/v1beta1': [gone('1.25', 'discovery.k8s.io/v1', 'EndpointSlice')],
    'events.k8s.io/v1beta1': [gone('1.25', 'events.k8s.io/v1', 'Event')],
    'extensions/v1beta1': [
      gone('1.16', 'apps/v1', 'Deployment', 'DaemonSet', 'ReplicaSet'),
      gone('1.16', 'networking.k8s.io/v1', 'NetworkPolicy'),
      gone('1.22', 'networking.k8s.io/v1', 'Ingress'),
      gone('1.16', undefined, 'PodSecurityPolicy'),
    ],
    'flowcontrol.apiserver.k8s.io/v1': [from('1.29', 'FlowSchema', 'PriorityLevelConfiguration')],
    'flowcontrol.apiserver.k8s.io/v1beta1': [
      gone('1.26', 'flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', 'PriorityLevelConfiguration'),
    ],
    'flowcontrol.apiserver.k8s.io/v1beta2': [
      gone('1.29', 'flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', 'PriorityLevelConfiguration'),
    ],
    'flowcontrol.apiserver.k8s.io/v1beta3': [
      gone('1.32', 'flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', 'PriorityLevelConfiguration'),
    ],
    'networking.k8s.io/v1': [from('1.19', 'Ingress', 'IngressClass'), from('1.33', 'IPAddress', 'ServiceCIDR')],
    'networking.k8s.io/v1beta1': [
      gone('1.22', 'networking.k8s.io/v1', 'Ingress', 'IngressClass'),
      gone('1.37', 'networking.k8s.io/v1', 'IPAddress', 'ServiceCIDR'),
    ],
    'node.k8s.io/v1beta1': [gone('1.25', 'node.k8s.io/v1', 'RuntimeClass')],
    'policy/v1': [from('1.21', 'PodDisruptionBudget')],
    'policy/v1beta1': [gone('1.25', 'policy/v1', 'PodDisruptionBudget'), gone('1.25', undefined, 'PodSecurityPolicy')],
    'rbac.authorization.k8s.io/v1beta1': [
      gone('1.22', 'rbac.authorization.k8s.io/v1', 'Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'),
    ],
    'resource.k8s.io/v1beta1': [asked('DeviceClass', 'ResourceClaim', 'ResourceClaimTemplate', 'ResourceSlice')],
    'resource.k8s.io/v1beta2': [asked('DeviceClass', 'ResourceClaim', 'ResourceClaimTemplate', 'ResourceSlice')],
    'resource.k8s.io/v1alpha3': [asked('DeviceTaintRule')],
    'resource.k8s.io/v1': [from('1.34', 'DeviceClass', 'ResourceClaim', 'ResourceClaimTemplate', 'ResourceSlice')],
    'scheduling.k8s.io/v1beta1': [gone('1.22', 'scheduling.k8s.io/v1', 'PriorityClass')],
    'storage.k8s.io/v1': [from('1.24', 'CSIStorageCapacity'), from('1.34', 'VolumeAttributesClass')],
    'storage.k8s.io/v1beta1': [
      gone('1.22', 'storage.k8s.io/v1', 'CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'),
      gone('1.27', 'storage.k8s.io/v1', 'CSIStorageCapacity'),
      gone('1.37', 'storage.k8s.io/v1', 'VolumeAttributesClass'),
    ],
  }),
);

interface Operator extends Omit<Service, 'kinds'> {
  readonly chart: string;
}

/** Kinds of operators, by the chart that brings them; versions are those of the chart. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  Object.entries<Operator>({
    'external-secrets.io/v1beta1': { chart: 'external-secrets', until: '0.17', instead: 'external-secrets.io/v1' },
    'external-secrets.io/v1': { chart: 'external-secrets', since: '0.16' },
    'longhorn.io/v1beta1': { chart: 'longhorn', until: '1.10', instead: 'longhorn.io/v1beta2' },
    'kafka.strimzi.io/v1beta2': { chart: 'strimzi-kafka-operator', until: '1.0', instead: 'kafka.strimzi.io/v1' },
    'kafka.strimzi.io/v1': { chart: 'strimzi-kafka-operator', since: '0.49' },
    'helm.toolkit.fluxcd.io/v2beta1': { chart: 'flux2', until: '2.17', instead: 'helm.toolkit.fluxcd.io/v2' },
    'helm.toolkit.fluxcd.io/v2beta2': { chart: 'flux2', until: '2.18', instead: 'helm.toolkit.fluxcd.io/v2' },
  }),
);
