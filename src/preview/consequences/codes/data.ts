import { list } from '../../../diagnostics/entry';
import { entry } from '../entry';
import { some } from '../words';

const CLAIMS =
  'A claim that is deleted takes its volume along where the reclaim policy is Delete; with Retain the volume stays, released, and must be bound again by hand (Kubernetes: Persistent Volumes, Reclaiming).';

/** Data is lost, or is where nobody looks for it any more. */
export const data = {
  'data/claim-removed': entry<{ object: string; size: string; fate: string }>({
    level: 'error',
    message: ({ object, size, fate }) => `${object} (${size}) is removed: ${fate}`,
    advice: () => 'make a backup first, or keep the claim and mark it `Prune=false`',
    explain: CLAIMS,
  }),
  'data/claim-shrunk': entry<{ object: string; before: string; after: string }>({
    level: 'error',
    message: ({ object, before, after }) =>
      `${object} asks for ${after} instead of ${before}: a volume cannot shrink, the API server refuses it`,
    advice: () => 'keep the size, or make a smaller claim of another name and copy the data',
    explain: 'Requests of a claim can only grow (Kubernetes: Persistent Volumes, Expanding Persistent Volumes Claims).',
  }),
  'data/volume-removed': entry<{ object: string; what: string }>({
    level: 'error',
    message: ({ object, what }) => `${object} is removed: ${what}`,
    advice: () => 'make a backup first, and see which claim is bound to it',
    explain:
      'Deleting a Longhorn Volume deletes its replicas. Deleting a PersistentVolume with reclaim policy Delete deletes the storage behind it; with Retain the storage stays, and nothing in the cluster knows it any more.',
  }),
  'data/volume-shrunk': entry<{ object: string; field: string; before: string; after: string }>({
    level: 'error',
    message: ({ object, field, before, after }) =>
      `${object} asks for ${after} instead of ${before} (${field}): a volume cannot shrink, its controller refuses it`,
    advice: () => 'keep the size, or make a smaller volume and copy the data',
    explain:
      "A Longhorn Volume can only be expanded (Longhorn: Volume Expansion). CloudNativePG's webhook refuses a smaller storage.size or walStorage.size (CloudNativePG: Storage, Volume expansion).",
  }),
  'data/volume-copies-fewer': entry<{ object: string; before: number; after: number }>({
    level: 'warning',
    message: ({ object, before, after }) =>
      `${object} keeps ${after} ${after === 1 ? 'replica' : 'replicas'} instead of ${before}: ${after === 1 ? 'its data is gone with the disk that holds it' : 'as many fewer disks may fail'}`,
    advice: () => 'keep two or more wherever the data is nowhere else',
    explain:
      'numberOfReplicas of a Longhorn Volume says on how many nodes or disks its data is (Longhorn: Settings Reference, Default Replica Count).',
  }),
  'data/reclaim-lowered': entry<{ object: string; field: string; before: string; after: string }>({
    level: 'error',
    message: ({ object, field, before, after }) =>
      `${object} no longer keeps data when its owner goes: ${field} from ${before} to ${after}`,
    advice: () => 'keep it, or see that a backup exists before anything is deleted',
    explain:
      'persistentVolumeReclaimPolicy and reclaimPolicy Delete delete the storage with the claim; persistentVolumeClaimRetentionPolicy Delete deletes the claims with the StatefulSet or its replicas; deleteClaim: true deletes the claims with the Kafka cluster or pool.',
  }),
  'data/stateful-set-renamed': entry<{ before: string; after: string; claims: readonly string[] }>({
    level: 'error',
    message: ({ before, after, claims }) =>
      `${before} becomes ${after} and starts with empty volumes: its data stays in ${list(claims)}, which are named after the old one`,
    advice: () => 'keep the name, or copy the data into the claims of the new name before it starts',
    explain:
      'Claims of a StatefulSet are named <template>-<name>-<ordinal> in its namespace (Kubernetes: StatefulSets, Stable Storage). Under another name it asks for other ones.',
  }),
  'data/stateful-set-removed': entry<{ object: string; claims: readonly string[] }>({
    level: 'warning',
    message: ({ object, claims }) => `${object} is removed; its data stays in ${list(claims)}, and nobody uses it`,
    advice: () => 'keep or delete the claims knowingly',
    explain:
      'Claims from volumeClaimTemplates outlive their StatefulSet unless persistentVolumeClaimRetentionPolicy says otherwise (Kubernetes: StatefulSets).',
  }),
  'data/claims-deleted': entry<{ object: string; claims: readonly string[]; why: string }>({
    level: 'error',
    message: ({ object, claims, why }) => `${object} loses ${list(claims)} with the data in there: ${why}`,
    advice: () => 'set persistentVolumeClaimRetentionPolicy to Retain first, or make a backup',
    explain:
      'persistentVolumeClaimRetentionPolicy: whenDeleted and whenScaled Delete remove claims with the StatefulSet or the replica that goes (Kubernetes: StatefulSets).',
  }),
  'data/namespace-removed': entry<{ object: string; holds: readonly string[] }>({
    level: 'error',
    message: ({ object, holds }) =>
      `${object} is removed, and everything in it: ${holds.length > 0 ? some(holds) : 'whatever was made there'}`,
    advice: () => 'keep the namespace, and mark it `Prune=false`; remove what is in it by name',
    explain:
      'Deleting a Namespace deletes every object in it, those too that nobody has in Git: Secrets, claims and what operators made.',
  }),
  'data/definition-removed': entry<{ object: string; kind: string; objects: readonly string[] }>({
    level: 'error',
    message: ({ object, kind, objects }) =>
      `${object} is removed, and with it every ${kind} of the cluster${objects.length > 0 ? `: ${some(objects)}` : ''}`,
    advice: () => 'keep the definition until its last object is gone knowingly',
    explain:
      'Deleting a CustomResourceDefinition deletes all its objects (Kubernetes: Extend the Kubernetes API with CustomResourceDefinitions).',
  }),
  'data/mount-lost': entry<{ object: string; container: string; path: string; claim: string; now: string }>({
    level: 'error',
    message: ({ object, container, path, claim, now }) =>
      `'${container}' of ${object} had ${claim} at ${path} and now has ${now}: it starts empty, and what it writes is gone with the pod`,
    advice: ({ claim }) => `mount ${claim} there again, or say in the pull request where the data is from now on`,
    explain:
      'What is written into a container or an emptyDir is removed with its pod (Kubernetes: Volumes). The claim keeps the old data until somebody deletes it.',
  }),
  'data/mount-moved': entry<{ object: string; container: string; claim: string; before: string; after: string }>({
    level: 'warning',
    message: ({ object, container, claim, before, after }) =>
      `'${container}' of ${object} has ${claim} at ${after} instead of ${before}: a program that still looks there finds it empty`,
    advice: () => 'see that the program is told the new path, and that the layout below it is the same',
    explain:
      'A volume does not move what is in it: with another mountPath or subPath the program sees other files under the path that it knows.',
  }),
  'data/claim-swapped': entry<{ object: string; container: string; path: string; before: string; after: string }>({
    level: 'warning',
    message: ({ object, container, path, before, after }) =>
      `'${container}' of ${object} has ${after} instead of ${before} at ${path}: it starts with what is in there`,
    advice: ({ before, after }) => `copy the data from ${before} to ${after} first, if it is to go on with it`,
    explain:
      'A pod sees what its claim holds. A new claim is empty; the old one keeps its data until somebody deletes it.',
  }),
  'data/release-removed': entry<{ release: string; why: string }>({
    level: 'error',
    message: ({ release, why }) => `${release} is uninstalled with everything that its chart made: ${why}`,
    advice: () => 'make a backup, and see whether the chart marks its claims with helm.sh/resource-policy: keep',
    explain:
      'helm uninstall deletes every object of a release that is not marked to be kept, claims and CustomResourceDefinitions in templates included (Helm: helm uninstall).',
  }),
  'data/backup-removed': entry<{ object: string; what: string }>({
    level: 'warning',
    message: ({ object, what }) => `${object} is removed: ${what}`,
    advice: () => 'say in the pull request what makes the backups from now on',
    explain: 'Backups that exist are kept by whoever stores them; there are no new ones.',
  }),
  'data/backup-suspended': entry<{ object: string }>({
    level: 'warning',
    message: ({ object }) => `${object} is suspended: no more backups are made until it is resumed`,
    advice: () => 'write down who resumes it, and when',
    explain: 'A suspended CronJob, Schedule or ScheduledBackup starts no run.',
  }),
  'data/backup-retention': entry<{ object: string; field: string; before: string; after: string }>({
    level: 'warning',
    message: ({ object, field, before, after }) =>
      `${object} keeps less: ${field} from ${before} to ${after}; older ones are deleted`,
    advice: () => 'copy what must be kept longer before it is applied',
    explain:
      'Longhorn deletes the oldest snapshots or backups beyond `retain` at its next run; Velero deletes backups that are older than `ttl`.',
  }),
  'data/protection-removed': entry<{ object: string; what: readonly string[] }>({
    level: 'warning',
    message: ({ object, what }) =>
      `${object} is no longer protected from being deleted: ${list(what)} ${what.length === 1 ? 'is' : 'are'} taken away`,
    advice: () => 'keep it on whatever holds data',
    explain:
      'helm.sh/resource-policy: keep, argocd.argoproj.io/sync-options: Prune=false or Delete=false and kustomize.toolkit.fluxcd.io/prune: disabled keep an object in the cluster that is no longer in Git.',
  }),
};
