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
      `${object} requests ${after} instead of ${before}: a volume cannot shrink, and the API server refuses the change`,
    fix: () => 'keep the size, or create a smaller claim with another name and copy the data',
    explain: 'Requests of a claim can only grow (Kubernetes: Persistent Volumes, Expanding Persistent Volumes Claims).',
  }),
  'data/volume-removed': error<{ object: string; what: string }>({
    message: ({ object, what }) => `${object} is removed: ${what}`,
    fix: () => 'make a backup first, and check which claim uses it',
    explain:
      'Deleting a Longhorn Volume deletes its replicas. Deleting a PersistentVolume with reclaim policy Delete deletes the storage behind it; with Retain the storage stays, but no object in the cluster refers to it.',
  }),
  'data/volume-shrunk': error<{ object: string; field: string; before: string; after: string }>({
    message: ({ object, field, before, after }) =>
      `${object} requests ${after} instead of ${before} (${field}): a volume cannot shrink, and its controller refuses the change`,
    fix: () => 'keep the size, or create a smaller volume and copy the data',
    explain:
      "A Longhorn Volume can only be expanded (Longhorn: Volume Expansion). CloudNativePG's webhook refuses a smaller storage.size or walStorage.size (CloudNativePG: Storage, Volume expansion).",
  }),
  'data/volume-copies-fewer': warning<{ object: string; before: number; after: number }>({
    message: ({ object, before, after }) =>
      `${object} keeps ${after} ${after === 1 ? 'replica' : 'replicas'} instead of ${before}: ${after === 1 ? 'if its disk fails, the data is lost' : 'fewer disks can fail without data loss'}`,
    fix: () => 'keep two or more replicas unless the data has another copy',
    explain:
      'numberOfReplicas of a Longhorn Volume says on how many nodes or disks its data is (Longhorn: Settings Reference, Default Replica Count).',
  }),
  'data/reclaim-lowered': error<{ object: string; field: string; before: string; after: string }>({
    message: ({ object, field, before, after }) =>
      `${object} no longer keeps data when its owner is deleted: ${field} from ${before} to ${after}`,
    fix: () => 'keep the policy, or check that a backup exists before you delete anything',
    explain:
      'persistentVolumeReclaimPolicy and reclaimPolicy Delete delete the storage with the claim; persistentVolumeClaimRetentionPolicy Delete deletes the claims with the StatefulSet or its replicas; deleteClaim: true deletes the claims with the Kafka cluster or pool.',
  }),
  'data/stateful-set-renamed': error<{ before: string; after: string; claims: readonly string[] }>({
    message: ({ before, after, claims }) =>
      `${before} becomes ${after} and starts with empty volumes: its data stays in ${list(claims)}, which have the old name`,
    fix: () => 'keep the name, or copy the data into the claims of the new name before it starts',
    explain:
      'Claims of a StatefulSet are named <template>-<name>-<ordinal> in its namespace (Kubernetes: StatefulSets, Stable Storage). Under another name it creates other claims.',
  }),
  'data/stateful-set-removed': warning<{ object: string; claims: readonly string[] }>({
    message: ({ object, claims }) => `${object} is removed; its data stays in ${list(claims)}, which no pod uses`,
    fix: () => 'decide whether to keep or delete the claims',
    explain:
      'Claims from volumeClaimTemplates outlive their StatefulSet unless persistentVolumeClaimRetentionPolicy says otherwise (Kubernetes: StatefulSets).',
  }),
  'data/claims-deleted': error<{ object: string; claims: readonly string[]; why: string }>({
    message: ({ object, claims, why }) => `${object} loses ${list(claims)} and their data: ${why}`,
    fix: () => 'set persistentVolumeClaimRetentionPolicy to Retain first, or make a backup',
    explain:
      'persistentVolumeClaimRetentionPolicy: whenDeleted and whenScaled Delete remove claims with the StatefulSet or the replica that goes (Kubernetes: StatefulSets).',
  }),
  'data/namespace-removed': error<{ object: string; holds: readonly string[] }>({
    message: ({ object, holds }) =>
      `${object} is removed, and everything in it: ${holds.length > 0 ? some(holds) : 'all objects that were created there'}`,
    fix: () => 'keep the namespace, mark it `Prune=false`, and remove its objects by name',
    explain:
      'Deleting a Namespace deletes every object in it, including objects that are not in Git: Secrets, claims and objects that operators created.',
  }),
  'data/definition-removed': error<{ object: string; kind: string; objects: readonly string[] }>({
    message: ({ object, kind, objects }) =>
      `${object} is removed, and with it every ${kind} of the cluster${objects.length > 0 ? `: ${some(objects)}` : ''}`,
    fix: () => 'keep the definition until you have deleted its last object on purpose',
    explain:
      'Deleting a CustomResourceDefinition deletes all its objects (Kubernetes: Extend the Kubernetes API with CustomResourceDefinitions).',
  }),
  'data/mount-lost': error<{ object: string; container: string; path: string; claim: string; now: string }>({
    message: ({ object, container, path, claim, now }) =>
      `'${container}' of ${object} had ${claim} at ${path} and now has ${now}: it starts without data, and Kubernetes deletes what it writes together with the pod`,
    fix: ({ claim }) => `mount ${claim} there again, or write in the pull request where the data is from now on`,
    explain:
      'What is written into a container or an emptyDir is removed with its pod (Kubernetes: Volumes). The claim keeps the old data until you delete it.',
  }),
  'data/mount-moved': warning<{ object: string; container: string; claim: string; before: string; after: string }>({
    message: ({ object, container, claim, before, after }) =>
      `'${container}' of ${object} has ${claim} at ${after} instead of ${before}: a program that still looks there finds it empty`,
    fix: () => 'configure the new path in the program, and check that the directory layout is the same',
    explain:
      'A volume does not move what is in it: with another mountPath or subPath the program sees other files under the path that it knows.',
  }),
  'data/claim-swapped': warning<{ object: string; container: string; path: string; before: string; after: string }>({
    message: ({ object, container, path, before, after }) =>
      `'${container}' of ${object} has ${after} instead of ${before} at ${path}: it starts with what is in there`,
    fix: ({ before, after }) => `copy the data from ${before} to ${after} first, if it is to go on with it`,
    explain: 'A pod sees what its claim holds. A new claim is empty; the old claim keeps its data until you delete it.',
  }),
  'data/release-removed': error<{ release: string; why: string }>({
    message: ({ release, why }) => `uninstalling ${release} deletes all objects of its chart: ${why}`,
    fix: () => 'make a backup, and check whether the chart marks its claims with helm.sh/resource-policy: keep',
    explain:
      'helm uninstall deletes every object of a release that is not marked to be kept, claims and CustomResourceDefinitions in templates included (Helm: helm uninstall).',
  }),
  'data/backup-removed': warning<{ object: string; what: string }>({
    message: ({ object, what }) => `${object} is removed: ${what}`,
    fix: () => 'write in the pull request what makes the backups from now on',
    explain: 'Existing backups stay in their storage; no new backups follow.',
  }),
  'data/backup-suspended': warning<{ object: string }>({
    message: ({ object }) => `${object} is suspended: it makes no backups until you resume it`,
    fix: () => 'write down who will resume it, and when',
    explain: 'A suspended CronJob, Schedule or ScheduledBackup starts no run.',
  }),
  'data/backup-retention': warning<{ object: string; field: string; before: string; after: string }>({
    message: ({ object, field, before, after }) =>
      `${object} keeps fewer backups: ${field} from ${before} to ${after}; its controller deletes older backups`,
    fix: () => 'copy backups that you need longer before you apply the change',
    explain:
      'Longhorn deletes the oldest snapshots or backups beyond `retain` at its next run; Velero deletes backups that are older than `ttl`.',
  }),
  'data/protection-removed': warning<{ object: string; what: readonly string[] }>({
    message: ({ object, what }) => `${object} loses its protection from deletion: the change removes ${list(what)}`,
    fix: () => 'keep the protection on objects that hold data',
    explain:
      'helm.sh/resource-policy: keep, argocd.argoproj.io/sync-options: Prune=false or Delete=false and kustomize.toolkit.fluxcd.io/prune: disabled keep an object in the cluster that is no longer in Git.',
  }),
  'data/kafka-brokers-fewer': error<{ object: string; before: number; after: number }>({
    message: ({ object, before, after }) =>
      `${object} has ${after} brokers instead of ${before}: partitions on the removed brokers lose a copy`,
    fix: () => 'move the partitions first (KafkaRebalance in mode remove-brokers), then remove the brokers',
    explain: `Since 0.40 Strimzi refuses to remove a broker that still holds partitions. Older versions, or strimzi.io/skip-broker-scaledown-check, remove the broker with its partitions. ${KAFKA}`,
  }),
  'data/kafka-replication-lower': warning<{ object: string; field: string; before: number; after: number }>({
    message: ({ object, field, before, after }) =>
      `${object} requires fewer copies: ${field} from ${before} to ${after}`,
    fix: () => 'keep three copies and two in-sync replicas unless the loss of a broker is acceptable',
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
    fix: () => 'set strimzi.io/managed: "false" on it first, if you want to keep the topic',
    explain:
      'The Topic Operator deletes a topic whose KafkaTopic is deleted, unless it is unmanaged (Strimzi: Using the Topic Operator).',
  }),
  'data/topic-partitions': error<{ object: string; before: number; after: number }>({
    message: ({ object, before, after }) =>
      `${object} requests ${after} partitions instead of ${before}: Kafka cannot remove partitions and refuses the change`,
    fix: () => 'keep the number, or create a topic with another name and copy the messages',
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
      `${object} stores data and goes back from ${image} ${before} to ${after}, which may not read the data of the newer version`,
    fix: () => 'restore a backup of the older version, or read its notes on downgrades',
    explain: 'Programs migrate their files and schemas forwards. Few can read the data of a later version.',
  }),
  'data/operand-storage-lost': error<{ object: string; field: string; size: string; operator: string }>({
    message: ({ object, field, size, operator }) =>
      `${object} no longer requests a volume (${field}, ${size}): ${operator} creates its servers without it, and they start without data`,
    fix: () => 'keep the volume, or make a backup and restore it into the new storage',
    explain:
      'If its custom resource requests no volume, an operator gives its pods an emptyDir or no volume. Some operators keep the old claims, but no pod uses them.',
  }),
  'data/operand-removed': error<{ object: string; operator: string; fate: string }>({
    message: ({ object, operator, fate }) => `${object} is removed: ${operator} deletes its servers; ${fate}`,
    fix: () => 'make a backup, and keep the object until you have moved the data',
    explain:
      'An operator deletes what it made for a custom resource that is deleted. Whether claims go along is up to the operator and to what the resource says.',
  }),
};
