import { load } from 'js-yaml';
import { KafkaCluster } from '../../constructs/kafka/cluster';
import { RULES } from '../../constructs/kafka/metrics';
import type { KafkaClusterProps } from '../../constructs/kafka/props';
import { Strimzi } from '../../constructs/kafka/strimzi';
import { Cpu, Size } from '../../src';
import type { Manifest } from '../../src/kubernetes/manifest';
import { CLUSTER } from '../invalid/props';
import { declare } from '../support/declare';
import { one } from './monitoring';

const kafka = (
  { operator = '0.43.0', ...props }: Partial<Omit<KafkaClusterProps, 'operator'>> & { operator?: string } = {},
  also: (cluster: KafkaCluster) => void = () => {},
) =>
  declare((stack) => {
    const home = stack.cluster('home', CLUSTER);
    const on = home.namespace('data-plane');
    const strimzi = new Strimzi(stack, 'strimzi', {
      on: home.namespace('platform-operators'),
      version: operator,
      watches: [on],
    });
    const resources = { cpu: Cpu.cores(1), memory: Size.gibibytes(4) };
    const size = Size.gibibytes(100);
    also(
      new KafkaCluster(stack, 'events', {
        on,
        operator: strimzi,
        version: '3.7.0',
        brokers: 3,
        size,
        resources,
        ...props,
      }),
    );
  });

type Pool = Manifest & { readonly spec: { replicas: number; roles: string[]; resources?: object } };
const pools = (objects: readonly Manifest[]) =>
  objects.filter(({ kind }) => kind === 'KafkaNodePool') as unknown as Pool[];
const spec = (objects: readonly Manifest[]) =>
  (one(objects, 'Kafka', 'events') as Manifest & { spec: { kafka: Record<string, unknown> } }).spec;
const codes = (declared: ReturnType<typeof kafka>) => declared.findings.map(({ code }) => code);

describe('a cluster of Kafka', () => {
  const declared = kafka();

  it('has brokers with numbers from 0, and as many pools of one controller as keep its metadata', () => {
    const [broker] = pools(declared.objects).filter(({ spec: { roles } }) => roles[0] === 'broker');
    const controllers = pools(declared.objects).filter(({ spec: { roles } }) => roles[0] === 'controller');
    expect(broker).toMatchObject({
      metadata: { name: 'kafka', annotations: { 'strimzi.io/next-node-ids': '[0-899]' } },
      spec: { replicas: 3 },
    });
    expect(broker?.spec.resources).toBeUndefined(); // they are Kafka's own, where a person looks for them
    expect(spec(declared.objects).kafka.resources).toMatchObject({ requests: { memory: '4Gi' } });
    expect(controllers.map(({ metadata, spec }) => [metadata.annotations, spec.replicas])).toEqual(
      [900, 901, 902].map((id) => [{ 'strimzi.io/next-node-ids': `[${id}]` }, 1]),
    );
  });

  it('brings the pods that the operator makes, under labels that find brokers and controllers', () => {
    const [operand] = declared.graph.operands;
    const pods = operand?.brings.filter(({ kind }) => kind === 'Pod') ?? [];
    expect(pods.map(({ name }) => name)).toEqual([
      ...['events-kafka-0', 'events-kafka-1', 'events-kafka-2'],
      ...['events-controller-0-900', 'events-controller-1-901', 'events-controller-2-902'],
    ]);
    for (const { labels } of pods) expect(labels?.['strimzi.io/name']).toBe('events-kafka');
    expect(operand).toMatchObject({ release: 'strimzi-kafka-operator', namespace: 'data-plane' });
  });

  it('is reached at 9092 and 9093; its metrics are asked of each pod, and no address is said to lead to all', () => {
    const listed = declared.graph.endpoints.filter(({ component }) => component === 'events');
    expect(listed.map(({ name, host, port }) => [name, host, port])).toEqual([
      ['kafka', 'events-kafka-bootstrap.data-plane.svc.cluster.local', 9092],
      ['tls', 'events-kafka-bootstrap.data-plane.svc.cluster.local', 9093],
    ]);
  });

  it('says that it is of pools without ZooKeeper for as long as Strimzi asks', () => {
    const annotations = { 'strimzi.io/kraft': 'enabled', 'strimzi.io/node-pools': 'enabled' };
    expect(one(declared.objects, 'Kafka', 'events').metadata.annotations).toEqual(annotations);
    const later = kafka({ operator: '0.46.0', version: '4.0.0' });
    expect(one(later.objects, 'Kafka', 'events').metadata.annotations).toBeUndefined();
  });

  it('keeps three copies, two of which must be written, or fewer where there are fewer brokers', () => {
    const config = (brokers: number) => spec(kafka({ brokers }).objects).kafka.config;
    expect(config(5)).toMatchObject({ 'default.replication.factor': 3, 'min.insync.replicas': 2 });
    expect(config(1)).toMatchObject({ 'offsets.topic.replication.factor': 1, 'transaction.state.log.min.isr': 1 });
  });

  it.each([
    ['0.43.0', '3.7.0', []],
    ['0.43.0', '3.8.0', []],
    ['0.44.0', '3.7.0', []],
    ['0.44.0', '3.8.0', []],
    ['0.45.0', '3.7.0', ['kafka/unsupported-version']],
    ['0.43.0', '3.9.0', ['kafka/unsupported-version']],
    ['0.46.0', '3.8.0', ['kafka/unsupported-version']],
    ['9.9.9', '3.8.0', ['kafka/unknown-operator']],
  ])('by Strimzi %s at version %s: %j', (operator, version, expected) => {
    expect(codes(kafka({ operator, version }))).toEqual(expected);
  });

  it('refuses copies that there are no brokers for, of a topic as well', () => {
    expect(codes(kafka({ replication: 4 }))).toEqual(['kafka/replication-above-brokers']);
    expect(codes(kafka({}, (events) => events.topic('orders', { partitions: 1, replicas: 4 })))).toEqual([
      'kafka/replication-above-brokers',
    ]);
    expect(codes(kafka({ replication: 2, inSync: 3 }))).toEqual(['kafka/in-sync-above-replication']);
  });

  it('has topics and users, with rights by name and by what names begin with', () => {
    const { objects } = kafka({}, (events) => {
      events.topic('orders', { partitions: 12, config: { 'retention.ms': 3_600_000 } });
      events.user('till', { reads: ['orders'], writes: ['sales-*'] });
    });
    expect(one(objects, 'KafkaTopic', 'orders')).toMatchObject({
      metadata: { labels: { 'strimzi.io/cluster': 'events' }, namespace: 'data-plane' },
      spec: { partitions: 12, config: { 'retention.ms': 3_600_000 } },
    });
    expect(one(objects, 'KafkaUser', 'till').spec).toEqual({
      authentication: { type: 'tls' },
      authorization: {
        type: 'simple',
        acls: [
          { resource: { type: 'topic', name: 'orders', patternType: 'literal' }, operations: ['Describe', 'Read'] },
          { resource: { type: 'topic', name: 'sales-', patternType: 'prefix' }, operations: ['Describe', 'Write'] },
          { resource: { type: 'group', name: 'till', patternType: 'prefix' }, operations: ['Read'] },
        ],
      },
    });
  });
});

describe("the JMX exporter's rules", () => {
  /** The name that an attribute of a bean gets: of the first rule that fits, as the exporter does it. */
  function metric(attribute: string): string | undefined {
    for (const { pattern, name } of RULES) {
      const found = new RegExp(`^.*(?:${pattern}).*$`).exec(attribute);
      if (found)
        return name
          .replace(/\$(\d)/g, (_, i) => found[Number(i)] ?? '')
          .toLowerCase()
          .replaceAll('-', '_');
    }
    return undefined;
  }

  it.each([
    [
      'kafka.server<type=BrokerTopicMetrics, name=BytesInPerSec><>OneMinuteRate: 17.5',
      'kafka_server_brokertopicmetrics_bytesinpersec',
    ],
    [
      'kafka.server<type=BrokerTopicMetrics, name=BytesOutPerSec><>OneMinuteRate: 17.5',
      'kafka_server_brokertopicmetrics_bytesoutpersec',
    ],
    [
      'kafka.server<type=BrokerTopicMetrics, name=BytesInPerSec><>Count: 9',
      'kafka_server_brokertopicmetrics_bytesin_total',
    ],
    ['kafka.server<type=BrokerTopicMetrics, name=BytesInPerSec, topic=orders><>OneMinuteRate: 1', undefined],
    [
      'kafka.controller<type=KafkaController, name=ActiveControllerCount><>Value: 1',
      'kafka_controller_kafkacontroller_activecontrollercount',
    ],
    [
      'kafka.server<type=ReplicaManager, name=UnderReplicatedPartitions><>Value: 0',
      'kafka_server_replicamanager_underreplicatedpartitions',
    ],
    ['kafka.server<type=raft-metrics><>commit-latency-avg: 1', 'kafka_server_raftmetrics_commit_latency_avg'],
  ])('%s', (attribute, name) => {
    expect(metric(attribute)).toBe(name);
  });

  it('are in the ConfigMap that the cluster names, under its key', () => {
    const { objects } = kafka();
    const { metricsConfig } = spec(objects).kafka as {
      metricsConfig: { valueFrom: { configMapKeyRef: { name: string; key: string } } };
    };
    const { name, key } = metricsConfig.valueFrom.configMapKeyRef;
    const { data } = one(objects, 'ConfigMap', name) as Manifest & { data: Record<string, string> };
    expect(load(data[key] ?? '')).toEqual({ lowercaseOutputName: true, rules: RULES });
  });
});
