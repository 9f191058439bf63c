import { error, list, warning } from '../../../diagnostics/entry';
import { some } from '../words';

const CLAIMS =
  'A claim that is deleted takes its volume along where the reclaim policy is Delete; with Retain the volume stays, released, and must be bound again by hand (Kubernetes: Persistent Volumes, Reclaiming).';

const KAFKA = 'Strimzi: Deploying and Managing, Scaling clusters, Persistent storage.';

/** Data is lost, or is where nobody looks for it any more. */
export const data = {
  'data/claim-removed': error<{ object: string; size: string; fate: string }>({
    message: ({ object, size, fate }) => `${object} (${size}) is removed: ${fate}`,
    fix: () => 'make a backup first, or keep the claim and mark it `Prune=false`',
    explain: CLAIMS,
  }),
  'data/claim-shrunk': error<{ object: string; before: string; after: string }>({
    message: ({ object, before, after }) =>
      `${object} asks for ${after} instead of ${before}: a volume cannot shrink, the API server refuses it`,
    fix: () => 'keep the size, or make a smaller claim of another name and copy the data',
    explain: 'Requests of a claim can only grow (Kubernetes: Persistent Volumes, Expanding Persistent Volumes Claims).',
  }),
  'data/volume-removed': error<{ object: string; what: string }>({
    message: ({ object, what }) => `${object} is removed: ${what}`,
    fix: () => 'make a backup first, and see which claim is bound to it',
    explain:
      'Deleting a Longhorn Volume deletes its replicas. Deleting a PersistentVolume with reclaim policy Delete deletes the storage behind it; with Retain the storage stays, and nothing in the cluster knows it any more.',
  }),
  'data/volume-shrunk': error<{ object: string; field: string; before: string; after: string }>({
    message: ({ object, field, before, after }) =>
      `${object} asks for ${after} instead of ${before} (${field}): a volume cannot shrink, its controller refuses it`,
    fix: () => 'keep the size, or make a smaller volume and copy the data',
    explain:
      "A Longhorn Volume can only be expanded (Longhorn: Volume Expansion). CloudNativePG's webhook refuses a smaller storage.size or walStorage.size (CloudNativePG: Storage, Volume expansion).",
  }),
  'data/volume-copies-fewer': warning<{ object: string; before: number; after: number }>({
    message: ({ object, before, after }) =>
      `${object} keeps ${after} ${after === 1 ? 'replica' : 'replicas'} instead of ${before}: ${after === 1 ? 'its data is gone with the disk that holds it' : 'as many fewer disks may fail'}`,
    fix: () => 'keep two or more wherever the data is nowhere else',
    explain:
      'numberOfReplicas of a Longhorn Volume says on how many nodes or disks its data is (Longhorn: Settings Reference, Default Replica Count).',
  }),
  'data/reclaim-lowered': error<{ object: string; field: string; before: string; after: string }>({
    message: ({ object, field, before, after }) =>
      `${object} no longer keeps data when its owner goes: ${field} from ${before} to ${after}`,
    fix: () => 'keep it, or see that a backup exists before anything is deleted',
    explain:
      'persistentVolumeReclaimPolicy and reclaimPolicy Delete delete the storage with the claim; persistentVolumeClaimRetentionPolicy Delete deletes the claims with the StatefulSet or its replicas; deleteClaim: true deletes the claims with the Kafka cluster or pool.',
  }),
  'data/stateful-set-renamed': error<{ before: string; after: string; claims: readonly string[] }>({
    message: ({ before, after, claims }) =>
      `${before} becomes ${after} and starts with empty volumes: its data stays in ${list(claims)}, which are named after the old one`,
    fix: () => 'keep the name, or copy the data into the claims of the new name before it starts',
    explain:
      'Claims of a StatefulSet are named <template>-<name>-<ordinal> in its namespace (Kubernetes: StatefulSets, Stable Storage). Under another name it asks for other ones.',
  }),
  'data/stateful-set-removed': warning<{ object: string; claims: readonly string[] }>({
    message: ({ object, claims }) => `${object} is removed; its data stays in ${list(claims)}, and nobody uses it`,
    fix: () => 'keep or delete the claims knowingly',
    explain:
      'Claims from volumeClaimTemplates outlive their StatefulSet unless persistentVolumeClaimRetentionPolicy says otherwise (Kubernetes: StatefulSets).',
  }),
  'data/claims-deleted': error<{ object: string; claims: readonly string[]; why: string }>({
    message: ({ object, claims, why }) => `${object} loses ${list(claims)} with the data in there: ${why}`,
    fix: () => 'set persistentVolumeClaimRetentionPolicy to Retain first, or make a backup',
    explain:
      'persistentVolumeClaimRetentionPolicy: whenDeleted and whenScaled Delete remove claims with the StatefulSet or the replica that goes (Kubernetes: StatefulSets).',
  }),
  'data/namespace-removed': error<{ object: string; holds: readonly string[] }>({
    message: ({ object, holds }) =>
      `${object} is removed, and everything in it: ${holds.length > 0 ? some(holds) : 'whatever was made there'}`,
    fix: () => 'keep the namespace, and mark it `Prune=false`; remove what is in it by name',
    explain:
      'Deleting a Namespace deletes every object in it, those too that nobody has in Git: Secrets, claims and what operators made.',
  }),
  'data/definition-removed': error<{ object: string; kind: string; objects: readonly string[] }>({
    message: ({ object, kind, objects }) =>
      `${object} is removed, and with it every ${kind} of the cluster${objects.length > 0 ? `: ${some(objects)}` : ''}`,
    fix: () => 'keep the definition until its last object is gone knowingly',
    explain:
      'Deleting a CustomResourceDefinition deletes all its objects (Kubernetes: Extend the Kubernetes API with CustomResourceDefinitions).',
  }),
  'data/mount-lost': error<{ object: string; container: string; path: string; claim: string; now: string }>({
    message: ({ object, container, path, claim, now }) =>
      `'${container}' of ${object} had ${claim} at ${path} and now has ${now}: it starts empty, and what it writes is gone with the pod`,
    fix: ({ claim }) => `mount ${claim} there again, or say in the pull request where the data is from now on`,
    explain:
      'What is written into a container or an emptyDir is removed with its pod (Kubernetes: Volumes). The claim keeps the old data until somebody deletes it.',
  }),
  'data/mount-moved': warning<{ object: string; container: string; claim: string; before: string; after: string }>({
    message: ({ object, container, claim, before, after }) =>
      `'${container}' of ${object} has ${claim} at ${after} instead of ${before}: a program that still looks there finds it empty`,
    fix: () => 'see that the program is told the new path, and that the layout below it is the same',
    explain:
      'A volume does not move what is in it: with another mountPath or subPath the program sees other files under the path that it knows.',
  }),
  'data/claim-swapped': warning<{ object: string; container: string; path: string; before: string; after: string }>({
    message: ({ object, container, path, before, after }) =>
      `'${container}' of ${object} has ${after} instead of ${before} at ${path}: it starts with what is in there`,
    fix: ({ before, after }) => `copy the data from ${before} to ${after} first, if it is to go on with it`,
    explain:
      'A pod sees what its claim holds. A new claim is empty; the old one keeps its data until somebody deletes it.',
  }),
  'data/release-removed': error<{ release: string; why: string }>({
    message: ({ release, why }) => `${release} is uninstalled with everything that its chart made: ${why}`,
    fix: () => 'make a backup, and see whether the chart marks its claims with helm.sh/resource-policy: keep',
    explain:
      'helm uninstall deletes every object of a release that is not marked to be kept, claims and CustomResourceDefinitions in templates included (Helm: helm uninstall).',
  }),
  'data/backup-removed': warning<{ object: string; what: string }>({
    message: ({ object, what }) => `${object} is removed: ${what}`,
    fix: () => 'say in the pull request what makes the backups from now on',
    explain: 'Backups that exist are kept by whoever stores them; there are no new ones.',
  }),
  'data/backup-suspended': warning<{ object: string }>({
    message: ({ object }) => `${object} is suspended: no more backups are made until it is resumed`,
    fix: () => 'write down who resumes it, and when',
    explain: 'A suspended CronJob, Schedule or ScheduledBackup starts no run.',
  }),
  'data/backup-retention': warning<{ object: string; field: string; before: string; after: string }>({
    message: ({ object, field, before, after }) =>
      `${object} keeps less: ${field} from ${before} to ${after}; older ones are deleted`,
    fix: () => 'copy what must be kept longer before it is applied',
    explain:
      'Longhorn deletes the oldest snapshots or backups beyond `retain` at its next run; Velero deletes backups that are older than `ttl`.',
  }),
  'data/protection-removed': warning<{ object: string; what: readonly string[] }>({
    message: ({ object, what }) =>
      `${object} is no longer protected from being deleted: ${list(what)} ${what.length === 1 ? 'is' : 'are'} taken away`,
    fix: () => 'keep it on whatever holds data',
    explain:
      'helm.sh/resource-policy: keep, argocd.argoproj.io/sync-options: Prune=false or Delete=false and kustomize.toolkit.fluxcd.io/prune: disabled keep an object in the cluster that is no longer in Git.',
  }),
  'data/kafka-brokers-fewer': error<{ object: string; before: number; after: number }>({
    message: ({ object, before, after }) =>
      `${object} has ${after} brokers instead of ${before}: partitions that are on those that go lose a copy`,
    fix: () => 'move the partitions away first (KafkaRebalance in mode remove-brokers), then take the brokers',
    explain: `Strimzi refuses to take a broker that still holds partitions since 0.40, and takes it with them before, or where strimzi.io/skip-broker-scaledown-check is set. ${KAFKA}`,
  }),
  'data/kafka-replication-lower': warning<{ object: string; field: string; before: number; after: number }>({
    message: ({ object, field, before, after }) =>
      `${object} is content with fewer copies: ${field} from ${before} to ${after}`,
    fix: () => 'keep three copies and two in step wherever a broker may be lost',
    explain:
      'With replication factor 1 the loss of one broker loses its partitions; with min.insync.replicas 1 a write is confirmed that only one broker has (Apache Kafka: Broker Configs, Topic Configs).',
  }),
  'data/kafka-storage': error<{ object: string; what: readonly string[] }>({
    message: ({ object, what }) => `the storage of ${object} changes: ${list(what)}`,
    fix: () => 'move the partitions off the volume first, or make a new node pool and move them there',
    explain: `Strimzi cannot shrink a volume or change its type or class: it warns and keeps the old one. A volume that is taken out of a JBOD list is taken with its partitions. ${KAFKA}`,
  }),
  'data/topic-removed': error<{ object: string; topic: string }>({
    message: ({ object, topic }) => `${object} is removed: Strimzi deletes topic '${topic}' with all its messages`,
    fix: () => 'set strimzi.io/managed: "false" on it first, if the topic is to stay',
    explain:
      'The Topic Operator deletes a topic whose KafkaTopic is deleted, unless it is unmanaged (Strimzi: Using the Topic Operator).',
  }),
  'data/topic-partitions': error<{ object: string; before: number; after: number }>({
    message: ({ object, before, after }) =>
      `${object} asks for ${after} partitions instead of ${before}: Kafka cannot take partitions away and refuses it`,
    fix: () => 'keep the number, or make a topic of another name and copy the messages',
    explain:
      'Partitions can only be added (Apache Kafka: Modifying topics); Strimzi reports NotSupported and changes nothing.',
  }),
  'data/minio-pool-changed': error<{ object: string; pool: string; what: readonly string[] }>({
    message: ({ object, pool, what }) =>
      `pool '${pool}' of ${object} changes: ${list(what)}; its erasure sets are fixed when it is made`,
    fix: () => 'add a pool beside it and decommission the old one (mc admin decommission) before it is taken out',
    explain:
      'A MinIO server pool keeps the number of servers and drives that it began with. It is expanded by adding a pool, and removed after decommissioning (MinIO: Expand, Decommission a Tenant Pool).',
  }),
  'data/database-major': error<{ object: string; product: string; before: string; after: string; what: string }>({
    message: ({ object, product, before, after, what }) =>
      `${object} runs ${product} ${after} on the files of ${before}: ${what}`,
    fix: () => "make a backup, and follow the product's own steps for this upgrade",
    explain:
      'PostgreSQL does not start on files of another major version (pg_upgrade, or dump and restore). MySQL, MariaDB, MongoDB, ClickHouse, Elasticsearch, etcd and others convert their files, often only from the version before, and never back.',
  }),
  'data/downgraded': error<{ object: string; image: string; before: string; after: string }>({
    message: ({ object, image, before, after }) =>
      `${object} keeps data and goes back from ${image} ${before} to ${after}, which may not read what the newer one wrote`,
    fix: () => 'restore a backup that the older version wrote, or read its notes on going back',
    explain: 'Programs convert their files and schemas forwards. Few promise to read what a later version has written.',
  }),
  'data/operand-storage-lost': error<{ object: string; field: string; size: string; operator: string }>({
    message: ({ object, field, size, operator }) =>
      `${object} no longer asks for a volume (${field}, ${size}): ${operator} makes its servers without it, and they start empty`,
    fix: () => 'keep the volume, or make a backup and restore it where the data is to be from now on',
    explain:
      'Where its custom resource asks for no volume an operator gives its pods an empty directory, or none. The claims of before stay where the operator keeps them, and nobody uses them.',
  }),
  'data/operand-removed': error<{ object: string; operator: string; fate: string }>({
    message: ({ object, operator, fate }) => `${object} is removed: ${operator} takes its servers away; ${fate}`,
    fix: () => 'make a backup, and keep the object until the data is elsewhere',
    explain:
      'An operator deletes what it made for a custom resource that is deleted. Whether claims go along is up to the operator and to what the resource says.',
  }),
};
