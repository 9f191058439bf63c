import type { Artifact } from '../backends/artifact';
import type { Graph } from '../graph/graph';
import type { Manifest } from '../kubernetes/manifest';
import type { Placed } from './placed';

/** Objects that somebody brought as what the checks look at: each is a component of its own, so that a finding names its line. */
export interface Part extends Beside {
  /** By the path of a finding. */
  readonly manifests: ReadonlyMap<string, Manifest>;
  /** Whether two objects are delivered apart: each may be for a cluster of its own. */
  areApart(paths: readonly string[]): boolean;
}

/** What is known of a cluster. */
export interface Beside {
  readonly graph: Graph;
  readonly artifacts: readonly Artifact[];
}

/** Puts objects into what is known of a cluster, or into nothing. */
export function partOf(objects: readonly Placed[], beside: Beside = NOTHING): Part {
  const taken = new Set<string>();
  const named = objects.map(({ manifest, at, unit }) => {
    const place = `${at.file}:${at.line}`;
    const component = taken.has(place) ? `${place}:${taken.size}` : place;
    taken.add(component);
    return { manifest, component, path: component, at: () => at, unit };
  });
  const units = new Map(named.map(({ component, unit }) => [component, unit]));
  const { graph, artifacts } = beside;
  return {
    graph: {
      ...graph,
      delivery: { engine: 'plain' },
      components: [
        ...graph.components,
        ...named.map(({ component, path, at }) => ({ name: component, path, wave: 0, at })),
      ],
      objects: [...graph.objects, ...named],
    },
    manifests: new Map(named.map(({ path, manifest }) => [path, manifest])),
    areApart: ([first, second]) =>
      second !== undefined && new Set([first, second].map((one) => units.get(String(one)))).size > 1,
    artifacts: [
      ...artifacts,
      ...named.map(
        ({ manifest, component }): Artifact => ({
          path: component,
          mode: 0o644,
          content: [{ manifest, component, layer: 'workload' }],
        }),
      ),
    ],
  };
}

const NOTHING: Beside = {
  graph: {
    environment: '.',
    isPart: true,
    delivery: { engine: 'plain' },
    deliveredAt: undefined,
    ...{
      components: [],
      orders: [],
      clusters: [],
      namespaces: [],
      workloads: [],
      services: [],
      objects: [],
      files: [],
    },
    ...{
      texts: [],
      varying: [],
      expected: [],
      steps: [],
      releases: [],
      operands: [],
      patches: [],
      objectPatches: [],
      endpoints: [],
    },
    ...{ connections: [], secrets: [], hosts: [], acknowledgements: [] },
  },
  artifacts: [],
};
