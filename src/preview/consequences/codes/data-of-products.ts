import { list } from '../../../diagnostics/entry';
import { entry } from '../entry';

const KAFKA = 'Strimzi: Deploying and Managing, Scaling clusters, Persistent storage.';

/** Data of programs that have their own rules for it. */
export const dataOfProducts = {
  'data/kafka-brokers-fewer': entry<{ object: string; before: number; after: number }>({
    level: 'error',
    message: ({ object, before, after }) =>
      `${object} has ${after} brokers instead of ${before}: partitions that are on those that go lose a copy`,
    advice: () => 'move the partitions away first (KafkaRebalance in mode remove-brokers), then take the brokers',
    explain: `Strimzi refuses to take a broker that still holds partitions since 0.40, and takes it with them before, or where strimzi.io/skip-broker-scaledown-check is set. ${KAFKA}`,
  }),
  'data/kafka-replication-lower': entry<{ object: string; field: string; before: number; after: number }>({
    level: 'warning',
    message: ({ object, field, before, after }) =>
      `${object} is content with fewer copies: ${field} from ${before} to ${after}`,
    advice: () => 'keep three copies and two in step wherever a broker may be lost',
    explain:
      'With replication factor 1 the loss of one broker loses its partitions; with min.insync.replicas 1 a write is confirmed that only one broker has (Apache Kafka: Broker Configs, Topic Configs).',
  }),
  'data/kafka-storage': entry<{ object: string; what: readonly string[] }>({
    level: 'error',
    message: ({ object, what }) => `the storage of ${object} changes: ${list(what)}`,
    advice: () => 'move the partitions off the volume first, or make a new node pool and move them there',
    explain: `Strimzi cannot shrink a volume or change its type or class: it warns and keeps the old one. A volume that is taken out of a JBOD list is taken with its partitions. ${KAFKA}`,
  }),
  'data/topic-removed': entry<{ object: string; topic: string }>({
    level: 'error',
    message: ({ object, topic }) => `${object} is removed: Strimzi deletes topic '${topic}' with all its messages`,
    advice: () => 'set strimzi.io/managed: "false" on it first, if the topic is to stay',
    explain:
      'The Topic Operator deletes a topic whose KafkaTopic is deleted, unless it is unmanaged (Strimzi: Using the Topic Operator).',
  }),
  'data/topic-partitions': entry<{ object: string; before: number; after: number }>({
    level: 'error',
    message: ({ object, before, after }) =>
      `${object} asks for ${after} partitions instead of ${before}: Kafka cannot take partitions away and refuses it`,
    advice: () => 'keep the number, or make a topic of another name and copy the messages',
    explain:
      'Partitions can only be added (Apache Kafka: Modifying topics); Strimzi reports NotSupported and changes nothing.',
  }),
  'data/minio-pool-changed': entry<{ object: string; pool: string; what: readonly string[] }>({
    level: 'error',
    message: ({ object, pool, what }) =>
      `pool '${pool}' of ${object} changes: ${list(what)}; its erasure sets are fixed when it is made`,
    advice: () => 'add a pool beside it and decommission the old one (mc admin decommission) before it is taken out',
    explain:
      'A MinIO server pool keeps the number of servers and drives that it began with. It is expanded by adding a pool, and removed after decommissioning (MinIO: Expand, Decommission a Tenant Pool).',
  }),
  'data/database-major': entry<{ object: string; product: string; before: string; after: string; what: string }>({
    level: 'error',
    message: ({ object, product, before, after, what }) =>
      `${object} runs ${product} ${after} on the files of ${before}: ${what}`,
    advice: () => "make a backup, and follow the product's own steps for this upgrade",
    explain:
      'PostgreSQL does not start on files of another major version (pg_upgrade, or dump and restore). MySQL, MariaDB, MongoDB, ClickHouse, Elasticsearch, etcd and others convert their files, often only from the version before, and never back.',
  }),
  'data/downgraded': entry<{ object: string; image: string; before: string; after: string }>({
    level: 'error',
    message: ({ object, image, before, after }) =>
      `${object} keeps data and goes back from ${image} ${before} to ${after}, which may not read what the newer one wrote`,
    advice: () => 'restore a backup that the older version wrote, or read its notes on going back',
    explain: 'Programs convert their files and schemas forwards. Few promise to read what a later version has written.',
  }),
  'data/operand-storage-lost': entry<{ object: string; field: string; size: string; operator: string }>({
    level: 'error',
    message: ({ object, field, size, operator }) =>
      `${object} no longer asks for a volume (${field}, ${size}): ${operator} makes its servers without it, and they start empty`,
    advice: () => 'keep the volume, or make a backup and restore it where the data is to be from now on',
    explain:
      'Where its custom resource asks for no volume an operator gives its pods an empty directory, or none. The claims of before stay where the operator keeps them, and nobody uses them.',
  }),
  'data/operand-removed': entry<{ object: string; operator: string; fate: string }>({
    level: 'error',
    message: ({ object, operator, fate }) => `${object} is removed: ${operator} takes its servers away; ${fate}`,
    advice: () => 'make a backup, and keep the object until the data is elsewhere',
    explain:
      'An operator deletes what it made for a custom resource that is deleted. Whether claims go along is up to the operator and to what the resource says.',
  }),
};
