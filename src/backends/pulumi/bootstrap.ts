import { here } from '../../diagnostics/where';
import type { Graph } from '../../graph/graph';
import type { Sealed } from '../../graph/resolved';
import { type Lowered, loweredOf } from '../artifact';
import { tree } from '../lower';

const APPLICATION = 'argoproj.io/Application';
const ROOT = 'root';
/** The component under which a controller's first Applications stand. */
const DELIVERY = 'delivery';

export interface Bootstrap {
  readonly graph: Graph;
  readonly delivery: readonly Lowered[];
}

/** What a controller needs before it does the rest from Git: hosts, the Secrets that are not in Git, itself, and its first Applications. */
export function bootstrap(whole: Graph, sealed: Sealed): Bootstrap {
  const secrets = whole.secrets.filter(({ store }) => store === 'manual' || store === 'bootstrap');
  const releases = whole.releases.filter(({ defines }) => defines.includes(APPLICATION));
  const needed = new Set([...secrets, ...releases].map(({ namespace }) => namespace));
  const namespaces = whole.namespaces.filter(({ name }) => needed.has(name));
  const kept = new Set([...secrets, ...releases, ...namespaces].map(({ component }) => component));
  const components = whole.components.filter(({ name }) => kept.has(name));
  const nothing = { workloads: [], services: [], objects: [], patches: [], connections: [], endpoints: [] };
  const graph: Graph = {
    ...whole,
    ...nothing,
    secrets,
    releases,
    namespaces,
    components: [...components, { name: DELIVERY, path: `${whole.environment}/${DELIVERY}`, wave: 0, at: here() }],
    orders: [
      ...whole.orders.filter(({ from, to }) => kept.has(from) && kept.has(to)),
      ...components.map(({ name }) => ({ from: DELIVERY, to: name, why: 'it delivers the rest', at: here() })),
    ],
  };
  return { graph, delivery: first(whole, sealed) };
}

/** The app of apps, or where there is none all that a person would apply. */
function first(graph: Graph, sealed: Sealed): Lowered[] {
  const all = loweredOf(tree(graph, sealed)).filter(({ manifest: { kind } }) => kind === 'Application');
  const root = all.filter(({ manifest }) => manifest.metadata.name === ROOT);
  return (root.length > 0 ? root : all).map((application) => ({ ...application, component: DELIVERY }));
}
