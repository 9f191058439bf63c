import { error, warning } from '../entry';

/** Clusters that would not form, or would lose with one node what they are there to keep. */
export const dataServices = {
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
  'minio/too-few-drives': error<{ name: string; servers: number; volumes: number }>({
    message: ({ name, servers, volumes }) =>
      `${name} has ${servers * volumes} drives (${servers} servers of ${volumes}), erasure coding needs 4`,
    fix: () => 'take servers and volumes that make 4 drives or more, such as 4 servers of 1',
    explain:
      'With fewer drives MinIO keeps no parity that would outlive the loss of a drive, and has nothing to heal from; its operator refuses two or three servers with fewer.',
  }),
  'minio/uneven-sets': error<{ name: string; servers: number; volumes: number }>({
    message: ({ name, servers, volumes }) =>
      `the ${servers * volumes} drives of ${name} (${servers} servers of ${volumes}) cannot be divided into erasure sets of 4 to 16`,
    fix: () => 'take a number of servers that divides into such sets, such as 4, 8, 12 or 16',
    explain:
      'MinIO spreads each object over a set of drives, all sets of one size and each with as many drives of every server. Where there is no such size, no server starts.',
  }),
  'minio/parity': error<{ name: string; parity: number; set: number }>({
    message: ({ name, parity, set }) =>
      `${name} is to give ${parity} drives of each set of ${set} to parity, between 2 and ${Math.floor(set / 2)} are possible`,
    fix: ({ set }) => `set parity between 2 and ${Math.floor(set / 2)}, or leave it out`,
    explain:
      'An object can be read as long as there are more drives than its parity: more than half of a set cannot be parity, and a single drive of parity MinIO does not take.',
  }),
  'minio/server-lost': warning<{ name: string; share: number; set: number; parity: number }>({
    message: ({ name, share, set, parity }) =>
      `with one server ${name} loses ${share} of the ${set} drives of a set: without it nothing can be ${share > parity ? 'read or written' : 'written'}`,
    fix: () => 'take more servers with fewer volumes each, or a higher parity',
    explain:
      'A server that is down takes all its drives along. When those are more than the parity of a set, its objects can neither be read nor written until it is back; when they are half of a set, they can be read only.',
  }),
};
