/**
 * Versions of Kafka that each version of Strimzi runs: `kafka-versions.yaml` of its tags, where `supported` is true. From 0.42 on KRaft needs no feature gate;
 * with 0.46 ZooKeeper is gone.
 */
const RUNS: Readonly<Record<string, readonly string[]>> = {
  '0.42.0': ['3.6.0', '3.6.1', '3.6.2', '3.7.0', '3.7.1'],
  '0.43.0': ['3.7.0', '3.7.1', '3.8.0'],
  '0.44.0': ['3.7.0', '3.7.1', '3.8.0'],
  '0.45.0': ['3.8.0', '3.8.1', '3.9.0'],
  '0.45.1': ['3.8.0', '3.8.1', '3.9.0', '3.9.1'],
  '0.45.2': ['3.8.0', '3.8.1', '3.9.0', '3.9.1', '3.9.2'],
  '0.46.0': ['3.9.0', '4.0.0'],
  '0.46.1': ['3.9.0', '4.0.0'],
  '0.47.0': ['3.9.0', '3.9.1', '4.0.0'],
  '0.48.0': ['4.0.0', '4.1.0'],
  '0.49.0': ['4.0.0', '4.0.1', '4.1.0', '4.1.1'],
  '0.49.1': ['4.0.0', '4.0.1', '4.1.0', '4.1.1'],
  '0.50.0': ['4.0.0', '4.0.1', '4.1.0', '4.1.1'],
  '0.50.1': ['4.0.0', '4.0.1', '4.1.0', '4.1.1'],
  '0.51.0': ['4.1.0', '4.1.1', '4.2.0'],
};

/** Versions that have been looked up. Later ones serve `v1` alone, in which the sizes of brokers stand elsewhere. */
export const OPERATORS: readonly string[] = Object.keys(RUNS);

/** What a version of Strimzi runs; nothing where it is not known here. */
export function runs(operator: string): readonly string[] | undefined {
  return RUNS[operator];
}

/** Up to 0.45 a cluster says that it has node pools and no ZooKeeper; from 0.46 on there is nothing else. */
export function annotations(operator: string): Readonly<Record<string, string>> | undefined {
  const [, minor = ''] = operator.split('.');
  return Number(minor) < 46 ? { 'strimzi.io/kraft': 'enabled', 'strimzi.io/node-pools': 'enabled' } : undefined;
}
