import { error, warning } from '../../../diagnostics/entry';
import { some } from '../words';

interface Fixed {
  object: string;
  /** `spec.serviceName from 'a' to 'b'`. */
  what: readonly string[];
}

const REFUSED =
  'kubectl apply, Argo CD and Flux are refused and everything stays as it was; `Replace=true` and `Force=true` (Argo CD), `force: true` (Flux) and Pulumi delete the object first.';

/** The API server refuses the change; who insists deletes the object and makes it anew. */
export const replace = {
  'replace/selector': error<Fixed>({
    message: ({ object, what }) =>
      `the selector of ${object} cannot be changed (${some(what)}): the API server refuses it`,
    fix: () => 'keep the selector, or give the new one another name and remove the old one later',
    explain: `spec.selector of Deployments, StatefulSets, DaemonSets and ReplicaSets is immutable (Kubernetes: apps/v1). ${REFUSED}`,
  }),
  'replace/strategy': error<{ object: string; type: string; field: string }>({
    message: ({ object, type, field }) =>
      `${object} changes its strategy to ${type}, and ${field}, which the API server once filled in, stays beside it: server-side apply is refused`,
    fix: ({ field }) => `set ${field} to null once by hand (kubectl patch), or delete the object with --cascade=orphan`,
    explain:
      'The defaults of rollingUpdate belong to nobody, so that server-side apply, by which Flux and Argo CD with ServerSideApply=true deliver, does not take them away, and type Recreate or OnDelete forbids them (kubernetes/kubernetes#24198). kubectl apply without --server-side clears it for Deployments.',
  }),
  'replace/job-template': error<Fixed>({
    message: ({ object, what }) =>
      `${object} has been made and cannot be changed (${some(what)}): the API server refuses it`,
    fix: () => 'give the Job another name for each version of it, as a hash in it does, or delete the old one first',
    explain: `Of a Job only parallelism, suspend, backoffLimit, activeDeadlineSeconds, ttlSecondsAfterFinished, podReplacementPolicy and manualSelector can be changed; completions only with parallelism of an Indexed one, and where pods may run only while it is suspended (Kubernetes: batch/v1, validation). ${REFUSED}`,
  }),
  'replace/role-ref': error<Fixed>({
    message: ({ object, what }) => `${object} cannot bind another role (${some(what)}): the API server refuses it`,
    fix: () =>
      'give the new binding another name, or delete the old one first; until it is there again its subjects may do nothing',
    explain: `roleRef is immutable, so that who may only manage the subjects of a binding cannot bind more (Kubernetes: Using RBAC Authorization). ${REFUSED}`,
  }),
  'replace/volume-claim-templates': error<Fixed>({
    message: ({ object, what }) =>
      `the claims of ${object} cannot be described otherwise (${some(what)}): the API server refuses it`,
    fix: () =>
      'change the claims that exist by themselves, delete the StatefulSet with --cascade=orphan, and let it be made again',
    explain: `volumeClaimTemplates are immutable (Kubernetes: StatefulSets). A StatefulSet that is deleted with its pods orphaned takes them and their claims up again under the same names. ${REFUSED}`,
  }),
  'replace/stateful-set': error<Fixed>({
    message: ({ object, what }) => `${object} cannot be changed there (${some(what)}): the API server refuses it`,
    fix: () => 'keep the field, or delete the StatefulSet with --cascade=orphan and let it be made again',
    explain: `Of a StatefulSet only replicas, ordinals, template, updateStrategy, revisionHistoryLimit, persistentVolumeClaimRetentionPolicy and minReadySeconds can be changed (Kubernetes: apps/v1, validation). ${REFUSED}`,
  }),
  'replace/cluster-ip': error<Fixed>({
    message: ({ object, what }) =>
      `the address of ${object} cannot be changed (${some(what)}): the API server refuses it`,
    fix: () =>
      'delete the Service first: until it is there again its name leads nowhere, and who kept the old address must ask anew',
    explain: `clusterIP and the first of ipFamilies are set once, None included (Kubernetes: Service, validation: may not change once set). ${REFUSED}`,
  }),
  'replace/storage-class': error<Fixed>({
    message: ({ object, what }) => `${object} cannot be changed there (${some(what)}): the API server refuses it`,
    fix: () => 'make a class of another name; claims that exist keep what they were made with',
    explain: `provisioner, parameters, reclaimPolicy and volumeBindingMode of a StorageClass are immutable; allowVolumeExpansion, mountOptions and allowedTopologies are not (Kubernetes: storage.k8s.io/v1, validation). To delete and make it anew touches no volume. ${REFUSED}`,
  }),
  'replace/claim': error<Fixed>({
    message: ({ object, what }) => `${object} cannot be changed there (${some(what)}): the API server refuses it`,
    fix: () =>
      'make a claim of another name, copy the data, and let the pods use that; deleting this one deletes or releases its volume',
    explain: `Of a bound claim only resources.requests.storage, upwards, and volumeAttributesClassName can be changed (Kubernetes: Persistent Volumes). ${REFUSED}`,
  }),
  'replace/claim-growth': error<{ object: string; before: string; after: string; storageClass: string }>({
    message: ({ object, before, after, storageClass }) =>
      `${object} cannot grow from ${before} to ${after}: StorageClass '${storageClass}' does not set allowVolumeExpansion`,
    fix: ({ storageClass }) => `set allowVolumeExpansion: true in '${storageClass}' first, if its driver can do that`,
    explain: `The API server admits a larger request only where the class allows expansion (Kubernetes: Expanding Persistent Volumes Claims). ${REFUSED}`,
  }),
  'replace/volume': error<Fixed>({
    message: ({ object, what }) => `${object} cannot lead elsewhere (${some(what)}): the API server refuses it`,
    fix: () =>
      'make a PersistentVolume of another name; with reclaimPolicy Retain the old one can be deleted without its data',
    explain: `The source, the volumeMode and, once set, the nodeAffinity of a PersistentVolume are immutable (Kubernetes: core/v1, validation). ${REFUSED}`,
  }),
  'replace/immutable-config-map': error<Fixed>({
    message: ({ object, what }) =>
      `${object} says that it is immutable, and changes (${some(what)}): the API server refuses it`,
    fix: () => 'give the new one another name and let the pods read that',
    explain: `data and binaryData of a ConfigMap with immutable: true cannot be changed, nor can immutable be taken back (Kubernetes: Immutable ConfigMaps). ${REFUSED}`,
  }),
  'replace/immutable-secret': error<Fixed>({
    message: ({ object, what }) =>
      `${object} says that it is immutable, and changes (${some(what)}): the API server refuses it`,
    fix: () => 'give the new one another name and let the pods read that',
    explain: `data of a Secret with immutable: true cannot be changed, nor can immutable be taken back (Kubernetes: Immutable Secrets). ${REFUSED}`,
  }),
  'replace/secret-type': error<Fixed>({
    message: ({ object, what }) =>
      `${object} cannot become a Secret of another type (${some(what)}): the API server refuses it`,
    fix: () => 'give the new one another name, or delete the old one first',
    explain: `type of a Secret is immutable (Kubernetes: core/v1, validation). ${REFUSED}`,
  }),
  'replace/priority-class': error<Fixed>({
    message: ({ object, what }) => `${object} cannot be changed there (${some(what)}): the API server refuses it`,
    fix: () =>
      'make a class of another name, or delete this one first: pods that exist keep the priority that they were given',
    explain: `value and preemptionPolicy of a PriorityClass are immutable (Kubernetes: scheduling.k8s.io/v1, validation). ${REFUSED}`,
  }),
  'replace/ingress-class': error<Fixed>({
    message: ({ object, what }) =>
      `${object} cannot be given to another controller (${some(what)}): the API server refuses it`,
    fix: () => 'make a class of another name and move the Ingresses there one by one',
    explain: `spec.controller of an IngressClass is immutable (Kubernetes: networking.k8s.io/v1, validation). ${REFUSED}`,
  }),
  'replace/definition': error<Fixed>({
    message: ({ object, what }) => `${object} cannot be changed there (${some(what)}): the API server refuses it`,
    fix: () => 'make a definition of another name and copy the objects; deleting this one deletes every object of it',
    explain: `group, scope, names.kind and names.plural of an established CustomResourceDefinition are immutable (Kubernetes: apiextensions.k8s.io/v1, validation). ${REFUSED}`,
  }),
  'replace/pod': error<Fixed>({
    message: ({ object, what }) =>
      `${object} runs already and cannot be changed (${some(what)}): the API server refuses it`,
    fix: () => 'delete it first, or let a Deployment make it',
    explain: `Of a Pod only images, activeDeadlineSeconds and additional tolerations can be changed (Kubernetes: Pods, Pod update and replacement). ${REFUSED}`,
  }),
  'replace/fixed-field': error<Fixed & { kind: string }>({
    message: ({ object, what }) => `${object} cannot be changed there (${some(what)}): the API server refuses it`,
    fix: ({ kind }) => `make a ${kind} of another name, or delete this one first`,
    explain: `Immutable are handler of a RuntimeClass, addressType of an EndpointSlice, scopes of a ResourceQuota, attachRequired and volumeLifecycleModes of a CSIDriver, spec of a ResourceClaim, driverName and parameters of a VolumeAttributesClass, controllerName of a GatewayClass, spec.source of a VolumeSnapshot (Kubernetes and Gateway API, validation). ${REFUSED}`,
  }),
  'replace/renamed': warning<{ before: string; after: string }>({
    message: ({ before, after }) => `${before} becomes ${after}: for Kubernetes that is a removal and an addition`,
    fix: ({ before }) => `look for what still refers to ${before}, and in which order the two happen`,
    explain:
      'An object is its group, kind, namespace and name. With another name a second one is made; the first one is deleted by whoever prunes, or stays.',
  }),
  'replace/moved': warning<{ before: string; after: string }>({
    message: ({ before, after }) => `${before} moves to ${after}: for Kubernetes that is a removal and an addition`,
    fix: () => 'look for names without namespace, Secrets, policies and addresses that do not move along',
    explain:
      'An object cannot change its namespace. A second one is made in the other; the first one is deleted by whoever prunes, or stays. Names in DNS, Secrets and NetworkPolicies are of one namespace.',
  }),
};
