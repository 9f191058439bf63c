import { type Artifact, type Lowered, loweredOf } from '../backends/artifact';
import { once } from '../base/once';
import { groupBy } from '../base/sort';
import type { Subject as About } from '../diagnostics/finding';
import type { Graph } from '../graph/graph';
import type { Manifest } from '../kubernetes/manifest';
import { type Fields, fields } from '../kubernetes/manifest';
import { identity } from './object/objects';

/** An object of a tree, as checks speak of it. */
export interface Found {
  readonly manifest: Manifest;
  readonly object: string;
  readonly namespace: string;
  readonly spec: Fields;
  readonly layer: Lowered['layer'];
  readonly subject: About;
}

interface Sorted {
  readonly lowered: ReadonlyMap<string, readonly Lowered[]>;
  readonly found: Map<string, readonly Found[]>;
}

const sort = once(
  (artifacts: readonly Artifact[]): Sorted => ({
    lowered: groupBy(loweredOf(artifacts), ({ manifest }) => manifest.kind),
    found: new Map(),
  }),
);
const places = new WeakMap<Graph, ReadonlyMap<string, About>>();

/** The objects of these kinds. Many checks ask for few of them: a tree is sorted by kind once, and what is asked for is kept. */
export function objectsOf(graph: Graph, artifacts: readonly Artifact[], ...kinds: readonly string[]): readonly Found[] {
  const sorted = sort(artifacts);
  return kinds.flatMap((kind) => {
    const all = sorted.found.get(kind) ?? (sorted.lowered.get(kind) ?? []).map((lowered) => found(graph, lowered));
    sorted.found.set(kind, all);
    return all;
  });
}

/** All objects. */
export function everyObject(graph: Graph, artifacts: readonly Artifact[]): readonly Found[] {
  return objectsOf(graph, artifacts, ...new Set(loweredOf(artifacts).map(({ manifest }) => manifest.kind)));
}

/** Where the component of an object is declared. */
export function placeOf(graph: Graph, component: string): About {
  const all = places.get(graph) ?? new Map(graph.components.map(({ name, path, at }) => [name, { paths: [path], at }]));
  places.set(graph, all);
  return all.get(component) ?? {};
}

function found(graph: Graph, lowered: Lowered): Found {
  const { manifest, component, layer } = lowered;
  return {
    manifest,
    object: identity(lowered),
    namespace: manifest.metadata.namespace ?? 'default',
    spec: fields(manifest.spec),
    layer,
    subject: placeOf(graph, component),
  };
}
