import type { Namespace, Resources, Size } from '../../src';
import type { Strimzi } from './strimzi';

export interface KafkaClusterProps {
  /** A namespace that the operator watches. */
  readonly on: Namespace;
  readonly operator: Strimzi;
  /** Version of Kafka, one that the operator runs. No default: raising it changes what brokers write, and is not taken back. */
  readonly version: string;
  /**
   * How many brokers there are. More of them hold nothing until partitions are moved there. Fewer are data at risk: what the last ones hold must be moved away
   * first (`kafka-reassign-partitions.sh`); the operator takes none away that still holds a partition.
   */
  readonly brokers: number;
  /** Room of each broker. It may grow, where the storage class lets it; it never shrinks. */
  readonly size: Size;
  /** How many keep the cluster's metadata: one more than half of them must run. Never changed: Strimzi does not scale them. @default 3 */
  readonly controllers?: 1 | 3 | 5;
  /** How many brokers hold each partition of a topic that says nothing else. @default - 3, or as many as there are brokers */
  readonly replication?: number;
  /** How many of those must have a message before it counts as written. @default - one fewer than `replication`, at least 1 */
  readonly inSync?: number;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
  /** Of each broker. */
  readonly resources: Resources;
}
