import type { Artifact } from '../../backends/artifact';
import type { Graph } from '../../graph/graph';
import type { Subject } from '../check';
import { Inventory } from '../inventory';
import { objectsOf } from '../objects-of';
import { type Fields, fields, items, type Pods, podsOf } from '../pods';

/** Pods of a namespace that a selector with `matchLabels` and `matchExpressions` selects; of a chart's pods nothing but labels is known. */
export function selectedPods(
  { graph, artifacts }: Subject,
  namespace: string,
  selector: Fields,
): readonly { pods?: Pods }[] {
  const labels = fields(selector.matchLabels);
  const candidates =
    Object.keys(labels).length > 0
      ? Inventory.of(graph, artifacts).selected(namespace, labels)
      : podsOf(graph, artifacts).flatMap((pods) =>
          pods.namespace === namespace ? [{ pods, labels: pods.labels }] : [],
        );
  return selector.matchExpressions === undefined
    ? candidates
    : candidates.filter((one) => selects(selector, one.labels));
}

/** Whether a selector selects something with these labels. An empty one selects everything. */
export function selects({ matchLabels, matchExpressions }: Fields, labels: Fields): boolean {
  return (
    Object.entries(fields(matchLabels)).every(([key, value]) => labels[key] === value) &&
    items(matchExpressions).every(({ key, operator, values }) => {
      const value = labels[String(key)];
      const listed = Array.isArray(values) && values.includes(value);
      if (operator === 'In') return listed;
      if (operator === 'NotIn') return !listed;
      return (operator === 'Exists') === (value !== undefined);
    })
  );
}

const known = new WeakMap<readonly Artifact[], ReadonlySet<string>>();

/** Whether all that is in a namespace is known: somebody else's namespace or chart may hold what a selector is for. */
export function isKnown({ graph, artifacts }: Subject, namespace: string): boolean {
  const own = known.get(artifacts) ?? ownNamespaces(graph, artifacts);
  known.set(artifacts, own);
  return own.has(namespace);
}

function ownNamespaces(graph: Graph, artifacts: readonly Artifact[]): ReadonlySet<string> {
  const released = new Set(graph.releases.map(({ namespace }) => namespace));
  const made = objectsOf(graph, artifacts, 'Namespace').map(({ manifest }) => manifest.metadata.name);
  const inventory = Inventory.of(graph, artifacts);
  return new Set(made.filter((name) => !released.has(name) && inventory.unknownMaker(name) === undefined));
}

/** Whether all cluster-wide objects are known: a chart may bring classes and roles that it does not name. */
export function isAllKnown({ graph: { releases, isPart } }: Subject): boolean {
  return releases.length === 0 && isPart !== true;
}

/** `app=web,tier In (a,b)`. */
export function selectorText({ matchLabels, matchExpressions }: Fields): string {
  const all = [
    ...Object.entries(fields(matchLabels)).map(([key, value]) => `${key}=${value}`),
    ...items(matchExpressions).map(({ key, operator, values }) =>
      Array.isArray(values) ? `${key} ${operator} (${values.join(',')})` : `${key} ${operator}`,
    ),
  ];
  return all.length > 0 ? all.join(',') : 'any label';
}
