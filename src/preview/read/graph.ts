import type { Artifact } from '../../backends/artifact';
import type { Graph } from '../../graph/graph';
import { machines } from '../../kubernetes/scheduling/nodes';
import type { Side } from '../side';

/** The state that a graph and its tree describe. */
export function sideOf(graph: Graph, artifacts: readonly Artifact[]): Side {
  const objects = artifacts.flatMap(({ path: file, content }) =>
    typeof content === 'string'
      ? []
      : content.map(({ manifest, component, layer }) => ({ manifest, file, component, layer })),
  );
  const texts = artifacts.flatMap(({ path: file, content }) =>
    typeof content === 'string' ? [{ file, content }] : [],
  );
  return {
    environment: graph.environment,
    objects,
    texts,
    beyond: {
      contracts: graph.secrets.map(({ namespace, name, version, store, keys }) => ({
        ...{ namespace, name, version, store },
        keys: keys.map(({ name: key, source }) => ({ name: key, from: source.from })),
      })),
      connections: graph.connections.map(({ from, to, port, why }) => ({ from, to, port, why })),
      machines: Object.fromEntries(graph.clusters.map((cluster) => [cluster.name, machines(cluster)])),
      kubernetes: Object.fromEntries(graph.clusters.map(({ name, kubernetes }) => [name, kubernetes])),
    },
    notes: [],
  };
}
