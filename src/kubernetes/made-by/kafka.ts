import { type Fields, fields, items } from '../manifest';
import { type Made, type Makers, named, secrets, services } from './made';

/** Strimzi, as its documentation lists "cluster resources". */
export const kafka: Makers = {
  'kafka.strimzi.io/Kafka': cluster,
  'kafka.strimzi.io/KafkaNodePool': (name, spec, { metadata }) => {
    const roles = Array.isArray(spec.roles) ? spec.roles : [];
    return {
      pods: [
        {
          ...pods('Kafka', String(metadata.labels?.['strimzi.io/cluster']), 'kafka'),
          'strimzi.io/pool-name': name,
          'strimzi.io/broker-role': String(roles.includes('broker')),
          'strimzi.io/controller-role': String(roles.includes('controller')),
        },
      ],
    };
  },
  'kafka.strimzi.io/KafkaUser': (name) => ({ objects: secrets(name) }),
  'kafka.strimzi.io/KafkaConnect': (name) => worker('KafkaConnect', name, 'connect', 'connect-api'),
  'kafka.strimzi.io/KafkaMirrorMaker2': (name) => worker('KafkaMirrorMaker2', name, 'mirrormaker2', 'mirrormaker2-api'),
  'kafka.strimzi.io/KafkaBridge': (name) => worker('KafkaBridge', name, 'bridge', 'bridge-service'),
};

function cluster(name: string, spec: Fields): Made {
  const listeners = items(fields(spec.kafka).listeners);
  return {
    objects: [
      ...secrets(
        ...[
          'cluster-ca',
          'cluster-ca-cert',
          'clients-ca',
          'clients-ca-cert',
          'cluster-operator-certs',
          'kafka-brokers',
        ].map((what) => `${name}-${what}`),
      ),
      ...services(
        ...[
          'kafka-bootstrap',
          'kafka-brokers',
          'zookeeper-client',
          'zookeeper-nodes',
          'cruise-control',
          'kafka-exporter',
        ].map((what) => `${name}-${what}`),
        ...listeners.map((listener) => `${name}-kafka-${listener.name}-bootstrap`),
      ),
      ...named('ServiceAccount', `${name}-kafka`, `${name}-entity-operator`),
    ],
    pods: ['kafka', 'zookeeper', 'entity-operator', 'cruise-control', 'kafka-exporter'].map((component) => ({
      ...pods('Kafka', name, component),
      ...(component === 'kafka' && { 'strimzi.io/broker-role': 'true' }),
    })),
  };
}

function pods(kind: string, name: string, component: string): Fields {
  return {
    'strimzi.io/cluster': name,
    'strimzi.io/kind': kind,
    'strimzi.io/name': `${name}-${component}`,
    'app.kubernetes.io/instance': name,
    'app.kubernetes.io/name': component,
    'app.kubernetes.io/part-of': `strimzi-${name}`,
    'app.kubernetes.io/managed-by': 'strimzi-cluster-operator',
  };
}

function worker(kind: string, name: string, component: string, service: string): Made {
  return { objects: services(`${name}-${service}`), pods: [pods(kind, name, component)] };
}
