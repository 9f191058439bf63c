import { type Finding, finding } from '../../diagnostics/finding';
import { fields } from '../../kubernetes/manifest';
import type { Check } from '../check';
import { Inventory } from '../inventory';
import { type Found, objectsOf } from '../objects-of';

const CLUSTER = 'strimzi.io/cluster';
const OF_CLUSTERS = ['KafkaTopic', 'KafkaUser', 'KafkaNodePool', 'KafkaRebalance'];

/** Clusters of Strimzi without a controller, and what belongs to a cluster that is not there. */
export const kafka: Check = ({ graph, artifacts }) => {
  const inventory = Inventory.of(graph, artifacts);
  const ofStrimzi = (...kinds: readonly string[]) =>
    objectsOf(graph, artifacts, ...kinds).filter(({ manifest }) => manifest.apiVersion.startsWith('kafka.strimzi.io/'));
  const clusters = ofStrimzi('Kafka');
  const pools = ofStrimzi('KafkaNodePool');
  const labelOf = ({ manifest }: Found) => fields(manifest.metadata.labels)[CLUSTER];
  const headless = clusters.flatMap(({ object, manifest, namespace, spec, subject }): Finding[] => {
    const own = pools.filter((pool) => pool.namespace === namespace && labelOf(pool) === manifest.metadata.name);
    const controls = ({ spec: { roles } }: Found) => Array.isArray(roles) && roles.includes('controller');
    const hasZooKeeper = spec.zookeeper !== undefined;
    if (own.length === 0 || hasZooKeeper || own.some(controls)) return [];
    return [finding('kafka/no-controller', { object, pools: own.map((pool) => pool.manifest.metadata.name) }, subject)];
  });
  const strayed = ofStrimzi(...OF_CLUSTERS).flatMap((found): Finding[] => {
    const { object, namespace, subject } = found;
    const cluster = labelOf(found);
    // A user or a topic may stand in a namespace that the operator of another one watches.
    const known = clusters.filter((one) => one.namespace === namespace).map(({ manifest }) => manifest.metadata.name);
    if (known.length === 0) return [];
    if (typeof cluster === 'string' && inventory.has('Kafka', namespace, cluster)) return [];
    return [finding('kafka/no-cluster', { object, cluster: String(cluster ?? ''), known }, subject)];
  });
  return [...headless, ...strayed];
};
