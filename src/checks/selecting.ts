import type { Artifact } from '../backends/artifact';
import { once } from '../base/once';
import type { Graph } from '../graph/graph';
import { type Fields, fields } from '../kubernetes/manifest';
import { selects } from '../kubernetes/selectors';
import type { Subject } from './check';
import { Inventory } from './inventory';
import { objectsOf } from './objects-of';
import type { Pods } from './pods';

/** Pods of a namespace that a selector with `matchLabels` and `matchExpressions` selects; of a chart's pods nothing but labels is known. */
export function selectedPods(
  { graph, artifacts }: Subject,
  namespace: string,
  selector: Fields,
): readonly { pods?: Pods }[] {
  const labels = fields(selector.matchLabels);
  const inventory = Inventory.of(graph, artifacts);
  const candidates =
    Object.keys(labels).length > 0 ? inventory.selected(namespace, labels) : inventory.within(namespace);
  return selector.matchExpressions === undefined
    ? candidates
    : candidates.filter((one) => selects(selector, one.labels));
}

/** Whether Steading knows every object of a namespace: another owner's namespace, or a chart, may hold what a selector matches. */
export function isKnown({ graph, artifacts }: Subject, namespace: string): boolean {
  return ownNamespaces(artifacts, graph).has(namespace);
}

const ownNamespaces = once((artifacts: readonly Artifact[], graph: Graph): ReadonlySet<string> => {
  const released = new Set(graph.releases.map(({ namespace }) => namespace));
  const made = objectsOf(graph, artifacts, 'Namespace').map(({ manifest }) => manifest.metadata.name);
  const inventory = Inventory.of(graph, artifacts);
  return new Set(made.filter((name) => !released.has(name) && inventory.unknownMaker(name) === undefined));
});

/** Whether all cluster-wide objects are known: a chart may bring classes and roles that it does not name. */
export function isAllKnown({ graph: { releases, isPart } }: Subject): boolean {
  return releases.length === 0 && isPart !== true;
}
