import { error, warning } from '../../../diagnostics/entry';
import { some } from '../words';

export interface Fixed {
  object: string;
  /** `spec.serviceName from 'a' to 'b'`. */
  what: readonly string[];
}

const REFUSED =
  'The API server refuses the change of kubectl apply, Argo CD and Flux, and the object stays as it was; `Replace=true` and `Force=true` (Argo CD), `force: true` (Flux) and Pulumi delete the object first.';

/** The API server refuses the change; who insists deletes the object and makes it anew. */
export const replace = {
  'replace/selector': error<Fixed>({
    message: ({ object, what }) =>
      `the selector of ${object} cannot be changed (${some(what)}): the API server refuses it`,
    fix: () => 'keep the selector, or create a new object with another name and remove the old object later',
    explain: `spec.selector of Deployments, StatefulSets, DaemonSets and ReplicaSets is immutable (Kubernetes: apps/v1). ${REFUSED}`,
  }),
  'replace/strategy': error<{ object: string; type: string; field: string }>({
    message: ({ object, type, field }) =>
      `${object} changes its strategy to ${type}, but ${field}, which the API server has set as a default, stays: the API server refuses the server-side apply`,
    fix: ({ field }) => `set ${field} to null once by hand (kubectl patch), or delete the object with --cascade=orphan`,
    explain:
      'The defaults of rollingUpdate belong to nobody, so that server-side apply, by which Flux and Argo CD with ServerSideApply=true deliver, does not take them away, and type Recreate or OnDelete forbids them (kubernetes/kubernetes#24198). kubectl apply without --server-side clears it for Deployments.',
  }),
  'replace/job-template': error<Fixed>({
    message: ({ object, what }) =>
      `${object} already exists and cannot change (${some(what)}): the API server refuses it`,
    fix: () => 'use another name for each version of the Job, for example with a hash, or delete the old Job first',
    explain: `Of a Job only parallelism, suspend, backoffLimit, activeDeadlineSeconds, ttlSecondsAfterFinished, podReplacementPolicy and manualSelector can be changed; completions only with parallelism of an Indexed one, and where pods may run only while it is suspended (Kubernetes: batch/v1, validation). ${REFUSED}`,
  }),
  'replace/role-ref': error<Fixed>({
    message: ({ object, what }) => `${object} cannot bind another role (${some(what)}): the API server refuses it`,
    fix: () =>
      'use another name for the new binding, or delete the old one first; until the new binding exists its subjects have no permissions',
    explain: `roleRef is immutable, so that who may only manage the subjects of a binding cannot bind more (Kubernetes: Using RBAC Authorization). ${REFUSED}`,
  }),
  'replace/volume-claim-templates': error<Fixed>({
    message: ({ object, what }) =>
      `the volumeClaimTemplates of ${object} cannot change (${some(what)}): the API server refuses it`,
    fix: () => 'change the existing claims directly, delete the StatefulSet with --cascade=orphan, and apply it again',
    explain: `volumeClaimTemplates are immutable (Kubernetes: StatefulSets). A StatefulSet that is deleted with its pods orphaned takes them and their claims up again under the same names. ${REFUSED}`,
  }),
  'replace/stateful-set': error<Fixed>({
    message: ({ object, what }) =>
      `these fields of ${object} are immutable (${some(what)}): the API server refuses the change`,
    fix: () => 'keep the field, or delete the StatefulSet with --cascade=orphan and apply it again',
    explain: `Of a StatefulSet only replicas, ordinals, template, updateStrategy, revisionHistoryLimit, persistentVolumeClaimRetentionPolicy and minReadySeconds can be changed (Kubernetes: apps/v1, validation). ${REFUSED}`,
  }),
  'replace/cluster-ip': error<Fixed>({
    message: ({ object, what }) =>
      `the address of ${object} cannot be changed (${some(what)}): the API server refuses it`,
    fix: () =>
      'delete the Service first: until it exists again its name does not resolve, and clients that cached the old address have to resolve it again',
    explain: `clusterIP and the first of ipFamilies are set once, None included (Kubernetes: Service, validation: may not change once set). ${REFUSED}`,
  }),
  'replace/storage-class': error<Fixed>({
    message: ({ object, what }) =>
      `these fields of ${object} are immutable (${some(what)}): the API server refuses the change`,
    fix: () => 'create a class with another name; existing claims keep their class',
    explain: `provisioner, parameters, reclaimPolicy and volumeBindingMode of a StorageClass are immutable; allowVolumeExpansion, mountOptions and allowedTopologies are not (Kubernetes: storage.k8s.io/v1, validation). To delete and make it anew touches no volume. ${REFUSED}`,
  }),
  'replace/claim': error<Fixed>({
    message: ({ object, what }) =>
      `these fields of ${object} are immutable (${some(what)}): the API server refuses the change`,
    fix: () =>
      'create a claim with another name, copy the data, and use it in the pods; deleting the old claim deletes or releases its volume',
    explain: `Of a bound claim only resources.requests.storage, upwards, and volumeAttributesClassName can be changed (Kubernetes: Persistent Volumes). ${REFUSED}`,
  }),
  'replace/claim-growth': error<{ object: string; before: string; after: string; storageClass: string }>({
    message: ({ object, before, after, storageClass }) =>
      `${object} cannot grow from ${before} to ${after}: StorageClass '${storageClass}' does not set allowVolumeExpansion`,
    fix: ({ storageClass }) => `set allowVolumeExpansion: true in '${storageClass}' first, if its driver can do that`,
    explain: `The API server admits a larger request only where the class allows expansion (Kubernetes: Expanding Persistent Volumes Claims). ${REFUSED}`,
  }),
  'replace/volume': error<Fixed>({
    message: ({ object, what }) => `the source of ${object} cannot change (${some(what)}): the API server refuses it`,
    fix: () =>
      'create a PersistentVolume with another name; with reclaimPolicy Retain you can delete the old one without its data',
    explain: `The source, the volumeMode and, once set, the nodeAffinity of a PersistentVolume are immutable (Kubernetes: core/v1, validation). ${REFUSED}`,
  }),
  'replace/immutable-config-map': error<Fixed>({
    message: ({ object, what }) =>
      `${object} is marked immutable but changes (${some(what)}): the API server refuses it`,
    fix: () => 'create a new object with another name and use it in the pods',
    explain: `data and binaryData of a ConfigMap with immutable: true cannot be changed, nor can immutable be taken back (Kubernetes: Immutable ConfigMaps). ${REFUSED}`,
  }),
  'replace/immutable-secret': error<Fixed>({
    message: ({ object, what }) =>
      `${object} is marked immutable but changes (${some(what)}): the API server refuses it`,
    fix: () => 'create a new object with another name and use it in the pods',
    explain: `data of a Secret with immutable: true cannot be changed, nor can immutable be taken back (Kubernetes: Immutable Secrets). ${REFUSED}`,
  }),
  'replace/secret-type': error<Fixed>({
    message: ({ object, what }) =>
      `the type of Secret ${object} cannot change (${some(what)}): the API server refuses it`,
    fix: () => 'use another name for the new object, or delete the old one first',
    explain: `type of a Secret is immutable (Kubernetes: core/v1, validation). ${REFUSED}`,
  }),
  'replace/priority-class': error<Fixed>({
    message: ({ object, what }) =>
      `these fields of ${object} are immutable (${some(what)}): the API server refuses the change`,
    fix: () => 'create a class with another name, or delete the old class first: existing pods keep their priority',
    explain: `value and preemptionPolicy of a PriorityClass are immutable (Kubernetes: scheduling.k8s.io/v1, validation). ${REFUSED}`,
  }),
  'replace/ingress-class': error<Fixed>({
    message: ({ object, what }) =>
      `the controller of ${object} cannot change (${some(what)}): the API server refuses it`,
    fix: () => 'create a class with another name and move the Ingresses one by one',
    explain: `spec.controller of an IngressClass is immutable (Kubernetes: networking.k8s.io/v1, validation). ${REFUSED}`,
  }),
  'replace/definition': error<Fixed>({
    message: ({ object, what }) =>
      `these fields of ${object} are immutable (${some(what)}): the API server refuses the change`,
    fix: () =>
      'create a definition with another name and copy the objects; deleting the old definition deletes all its objects',
    explain: `group, scope, names.kind and names.plural of an established CustomResourceDefinition are immutable (Kubernetes: apiextensions.k8s.io/v1, validation). ${REFUSED}`,
  }),
  'replace/pod': error<Fixed>({
    message: ({ object, what }) =>
      `${object} already runs and cannot change (${some(what)}): the API server refuses it`,
    fix: () => 'delete the pod first, or use a Deployment',
    explain: `Of a Pod only images, activeDeadlineSeconds and additional tolerations can be changed (Kubernetes: Pods, Pod update and replacement). ${REFUSED}`,
  }),
  'replace/fixed-field': error<Fixed & { kind: string }>({
    message: ({ object, what }) =>
      `these fields of ${object} are immutable (${some(what)}): the API server refuses the change`,
    fix: ({ kind }) => `create a ${kind} with another name, or delete the old one first`,
    explain: `Immutable are handler of a RuntimeClass, addressType of an EndpointSlice, scopes of a ResourceQuota, attachRequired and volumeLifecycleModes of a CSIDriver, spec of a ResourceClaim, driverName and parameters of a VolumeAttributesClass, controllerName of a GatewayClass, spec.source of a VolumeSnapshot (Kubernetes and Gateway API, validation). ${REFUSED}`,
  }),
  'replace/renamed': warning<{ before: string; after: string }>({
    message: ({ before, after }) => `${before} becomes ${after}: for Kubernetes that is a removal and an addition`,
    fix: ({ before }) => `check which objects still refer to ${before}, and in which order removal and addition happen`,
    explain:
      'An object is its group, kind, namespace and name. With another name Kubernetes creates a second object; the first object stays unless the delivery prunes it.',
  }),
  'replace/moved': warning<{ before: string; after: string }>({
    message: ({ before, after }) => `${before} moves to ${after}: for Kubernetes that is a removal and an addition`,
    fix: () => 'check names without a namespace, Secrets, policies and addresses, which do not move with the object',
    explain:
      'An object cannot change its namespace. Kubernetes creates a second object in the other namespace; the first object stays unless the delivery prunes it. Names in DNS, Secrets and NetworkPolicies are of one namespace.',
  }),
};
