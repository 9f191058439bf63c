import { error, list, warning } from '../entry';

/** Kafka, as Strimzi runs it. */
export const kafka = {
  'kafka/unsupported-version': error<{ name: string; version: string; operator: string; known: readonly string[] }>({
    message: ({ name, version, operator, known }) =>
      `${name} is to run Kafka ${version}, Strimzi ${operator} runs ${known.join(', ')}`,
    fix: ({ known }) =>
      `take one of ${known.join(', ')}; to get to a newer Strimzi, raise Kafka first to a version that both run`,
    explain:
      'Each version of Strimzi has images of a few versions of Kafka. It leaves a cluster of another version alone and says so in its status: nothing of it is repaired, scaled or renewed any more, certificates included.',
  }),
  'kafka/unknown-operator': warning<{ name: string; operator: string; known: readonly string[] }>({
    message: ({ name, operator, known }) =>
      `of Strimzi ${operator} it is not known here what ${name} may run; known are ${known[0]} to ${known.at(-1)}`,
    fix: () => 'add it to constructs/kafka/versions.ts, from kafka-versions.yaml of its tag',
    explain:
      'Before 0.42 Kafka without ZooKeeper was an experiment of Strimzi; from 1.0 on it serves kafka.strimzi.io/v1 alone, in which the sizes of brokers stand in their pools only.',
  }),
  'kafka/replication-above-brokers': error<{ what: string; replication: number; brokers: number }>({
    message: ({ what, replication, brokers }) =>
      `${what} wants each partition on ${replication} brokers, there are ${brokers}`,
    fix: ({ brokers }) => `keep ${brokers} copies or fewer, or take more brokers`,
    explain:
      'Kafka refuses to make a topic with more copies than brokers. Where it is the topic of the offsets, no consumer group ever gets to read.',
  }),
  'kafka/in-sync-above-replication': error<{ name: string; inSync: number; replication: number }>({
    message: ({ name, inSync, replication }) =>
      `${name} takes a message for written with ${inSync} copies, and keeps ${replication}`,
    fix: ({ replication }) => `set inSync to ${Math.max(1, replication - 1)}, so that one broker may be missing`,
    explain:
      'A producer that waits for all copies (acks=all) then gets NOT_ENOUGH_REPLICAS for every message, from the first one on.',
  }),
  'kafka/no-controller': error<{ object: string; pools: readonly string[] }>({
    message: ({ object, pools }) =>
      `${object} has no controller: pool ${list(pools.map((pool) => `'${pool}'`))} has only brokers`,
    fix: () => 'give one of its pools the role controller, or add a pool that has it',
    explain: 'Without ZooKeeper, controllers keep the metadata of Kafka. Strimzi does not start a cluster without one.',
  }),
  'kafka/no-cluster': error<{ object: string; cluster: string; known: readonly string[] }>({
    message: ({ object, cluster, known }) =>
      cluster === ''
        ? `${object} has no label strimzi.io/cluster, its namespace has ${list(known)}`
        : `${object} belongs to Kafka '${cluster}', but its namespace has ${list(known)}`,
    fix: ({ known }) => `set the label strimzi.io/cluster to ${known[0]}`,
    explain:
      'Strimzi finds the cluster of a topic, a user or a node pool by this label. It leaves others alone, and makes nothing for them.',
  }),
};
