import { many, numbered } from '../operators/brought';

/** What Strimzi makes of a cluster: names are those of its `KafkaResources`, labels those of its pods. */
export function brought(cluster: string, brokers: number, controllers: number) {
  const component = (name: string) => ({
    'strimzi.io/cluster': cluster,
    'strimzi.io/kind': 'Kafka',
    'strimzi.io/name': `${cluster}-${name}`,
  });
  const pods = component('kafka');
  const exporter = component('kafka-exporter');
  const entities = component('entity-operator');
  const pool = (name: string) => ({ ...pods, 'strimzi.io/pool-name': name });
  const controllerPools = numbered('controller', controllers);
  const brokerPods = numbered(`${cluster}-kafka`, brokers);
  const claims = brokerPods.map((pod) => `data-0-${pod}`);
  const objects = [
    ...many(PODSETS, 'StrimziPodSet', [`${cluster}-kafka`], pool('kafka')),
    ...controllerPools.flatMap((name) => many(PODSETS, 'StrimziPodSet', [`${cluster}-${name}`], pool(name))),
    ...many('v1', 'Pod', brokerPods, pool('kafka')),
    ...controllerPools.flatMap((name, i) =>
      many('v1', 'Pod', [`${cluster}-${name}-${FIRST_CONTROLLER + i}`], pool(name)),
    ),
    ...many('v1', 'PersistentVolumeClaim', claims, pool('kafka')),
    ...many('v1', 'Service', [`${cluster}-kafka-bootstrap`, `${cluster}-kafka-brokers`], pods),
    ...many('apps/v1', 'Deployment', [`${cluster}-kafka-exporter`], exporter),
    ...many('apps/v1', 'Deployment', [`${cluster}-entity-operator`], entities),
    ...many('v1', 'Secret', [`${cluster}-cluster-ca-cert`, `${cluster}-clients-ca-cert`]),
    ...many('networking.k8s.io/v1', 'NetworkPolicy', [`${cluster}-network-policy-kafka`, `${cluster}-kafka-exporter`]),
  ];
  return { objects, claims, pods, exporter };
}

/** Number of the first controller; all below are left to brokers. */
export const FIRST_CONTROLLER = 900;
const PODSETS = 'core.strimzi.io/v1beta2';
