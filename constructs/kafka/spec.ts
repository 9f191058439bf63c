import { bounds, Cpu, Size } from '../../src';
import { spread } from '../operators/spread';
import { METRICS } from './metrics';
import type { KafkaClusterProps } from './props';

interface Copies {
  readonly replication: number;
  readonly inSync: number;
}

/** A Kafka resource without its pools. The resources of brokers stand here, where the operations guide has a person look for them. */
export function clusterSpec(name: string, { version, resources }: KafkaClusterProps, { replication, inSync }: Copies) {
  return {
    kafka: {
      version,
      listeners: [
        { name: 'plain', port: 9092, type: 'internal', tls: false },
        { name: 'tls', port: 9093, type: 'internal', tls: true, authentication: { type: 'tls' } },
      ],
      // At 9092 nobody is known: programs in the pods, as the guide calls them, come that way.
      authorization: { type: 'simple', superUsers: ['ANONYMOUS'] },
      config: {
        'default.replication.factor': replication,
        'min.insync.replicas': inSync,
        'offsets.topic.replication.factor': replication,
        'transaction.state.log.replication.factor': replication,
        'transaction.state.log.min.isr': inSync,
      },
      resources: bounds(resources),
      template: { pod: spread({ 'strimzi.io/name': `${name}-kafka` }) },
      metricsConfig: {
        type: 'jmxPrometheusExporter',
        valueFrom: { configMapKeyRef: { name: `${name}-metrics`, key: METRICS } },
      },
    },
    entityOperator: { topicOperator: { resources: SMALL }, userOperator: { resources: SMALL } },
    kafkaExporter: { groupRegex: '.*', topicRegex: '.*', resources: SMALL },
  };
}

export function brokerPool({ size, storageClass }: KafkaClusterProps) {
  return { storage: storage(size, storageClass) };
}

export function controllerPool({ storageClass }: KafkaClusterProps) {
  return { storage: storage(Size.gibibytes(5), storageClass), resources: bounds(CONTROLLER) };
}

/** A list of one volume, to which others can be added. What is on it stays when its pool goes. */
function storage(size: Size, storageClass: string | undefined) {
  const volume = { id: 0, type: 'persistent-claim', size: size.asString(), deleteClaim: false };
  return { type: 'jbod', volumes: [{ ...volume, ...(storageClass && { class: storageClass }) }] };
}

const CONTROLLER = { cpu: Cpu.millis(250), memory: Size.gibibytes(1) };
const SMALL = { requests: { cpu: '50m', memory: '256Mi' }, limits: { memory: '384Mi' } };
