import { ApiObject } from 'cdk8s';
import { Component, type Endpoint, Operand, type Provides, type Stack } from '../../src';
import { numbered } from '../operators/brought';
import { brought, FIRST_CONTROLLER } from './brought';
import { JMX_EXPORTER, METRICS } from './metrics';
import type { KafkaClusterProps } from './props';
import { type Rights, rules } from './rights';
import { brokerPool, clusterSpec, controllerPool } from './spec';
import { annotations, OPERATORS, runs } from './versions';

export interface TopicProps {
  readonly partitions: number;
  /** @default - as the cluster has it */
  readonly replicas?: number;
  /** Kafka's own settings of a topic, such as `retention.ms`. @default {} */
  readonly config?: Readonly<Record<string, string | number | boolean>>;
}

/**
 * Kafka without ZooKeeper (KRaft), which Strimzi makes and keeps: its images run as uid 1001, gid 0.
 *
 * Brokers are a pool called `kafka` with numbers from 0, so that there is a pod `<id>-kafka-0`. Each controller is a pool of its own: who sets the number
 * `replicas` of the brokers in the file leaves the controllers alone, which cannot be scaled. Port 9092 asks nobody who they are and lets them do everything,
 * as programs in the pods need it; at 9093 a user shows a certificate and may do what `user` says.
 */
export class KafkaCluster extends Component implements Provides<'kafka'> {
  readonly kafka: Endpoint<'kafka'>;
  readonly tls: Endpoint<'kafka'>;
  /** Of brokers and controllers, for Prometheus. */
  readonly metrics: Endpoint<'http'>;
  /** How far consumers are behind, and whether the cluster answers at all. */
  readonly exporter: Endpoint<'http'>;
  /** Names of the brokers' claims. */
  readonly claims: readonly string[];
  /** All that makes the cluster, topics and users left out: what has to stand in one file for `kubectl apply` to make it. */
  readonly parts: readonly string[];
  private readonly replication: number;
  private readonly inSync: number;

  constructor(
    stack: Stack,
    id: string,
    private readonly props: KafkaClusterProps,
  ) {
    super(stack, id);
    const { on, operator, brokers, controllers = 3, storageClass } = props;
    this.replication = props.replication ?? Math.min(3, brokers);
    this.inSync = props.inSync ?? Math.max(1, this.replication - 1);
    this.judge();

    const { objects, claims, pods, exporter } = brought(id, brokers, controllers);
    this.claims = claims;
    const operand = new Operand(this, id, {
      namespace: on,
      operator: operator.release,
      brings: objects,
      ...(storageClass && { claims: [storageClass] }),
    });
    const bootstrap = { service: `${id}-kafka-bootstrap`, pods };
    this.kafka = operand.listen({ protocol: 'kafka', port: 9092, ...bootstrap });
    this.tls = operand.listen({ protocol: 'kafka', name: 'tls', port: 9093, ...bootstrap });
    this.metrics = operand.listen({ protocol: 'http', name: 'metrics', port: 9404, pods });
    this.exporter = operand.listen({ protocol: 'http', name: 'exporter', port: 9404, pods: exporter });

    this.object(
      'Kafka',
      id,
      clusterSpec(id, props, { replication: this.replication, inSync: this.inSync }),
      annotations(operator.version),
    );
    this.pool('kafka', 'broker', brokers, BROKERS);
    const controllerPools = numbered('controller', controllers);
    for (const [i, pool] of controllerPools.entries()) this.pool(pool, 'controller', 1, `[${FIRST_CONTROLLER + i}]`);
    this.parts = [
      `Kafka/${id}`,
      ...['kafka', ...controllerPools].map((pool) => `KafkaNodePool/${pool}`),
      `ConfigMap/${id}-metrics`,
    ];
    new ApiObject(this, 'metrics', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `${id}-metrics`, namespace: on.name },
      data: { [METRICS]: JMX_EXPORTER },
    });
  }

  /** A topic. Its number of partitions may grow, never shrink. */
  topic(name: string, { partitions, replicas, config }: TopicProps): void {
    this.fits(`topic ${name}`, replicas);
    this.object('KafkaTopic', name, { partitions, ...(replicas && { replicas }), ...(config && { config }) });
  }

  /** Somebody who signs in at 9093: the operator makes a Secret of this name with the certificate to show. */
  user(name: string, rights: Rights): void {
    this.object('KafkaUser', name, {
      authentication: { type: 'tls' },
      authorization: { type: 'simple', acls: rules(name, rights) },
    });
  }

  private pool(name: string, role: 'broker' | 'controller', replicas: number, ids: string): void {
    const spec = {
      replicas,
      roles: [role],
      ...(role === 'broker' ? brokerPool(this.props) : controllerPool(this.props)),
    };
    this.object('KafkaNodePool', name, spec, { 'strimzi.io/next-node-ids': ids });
  }

  private judge(): void {
    const { operator, version } = this.props;
    const { name, replication, inSync } = this;
    const known = runs(operator.version);
    if (!known) this.report('kafka/unknown-operator', { name, operator: operator.version, known: OPERATORS });
    else if (!known.includes(version))
      this.report('kafka/unsupported-version', { name, version, operator: operator.version, known });
    this.fits(name, replication);
    if (inSync > replication) this.report('kafka/in-sync-above-replication', { name, inSync, replication });
  }

  private fits(what: string, replication = this.replication): void {
    const { brokers } = this.props;
    if (replication > brokers) this.report('kafka/replication-above-brokers', { what, replication, brokers });
  }

  private object(kind: string, name: string, spec: object, said?: Readonly<Record<string, string>>): void {
    const { name: cluster, props } = this;
    const labels = kind === 'Kafka' ? undefined : { 'strimzi.io/cluster': cluster };
    new ApiObject(this, `${kind}-${name}`, {
      apiVersion: 'kafka.strimzi.io/v1beta2',
      kind,
      metadata: { name, namespace: props.on.name, ...(labels && { labels }), ...(said && { annotations: said }) },
      spec,
    });
  }
}

/** Numbers that brokers may take, so that the first is 0 however many controllers there are; Kafka's own end with 999. */
const BROKERS = `[0-${FIRST_CONTROLLER - 1}]`;
