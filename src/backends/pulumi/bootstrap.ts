import { here } from '../../diagnostics/where';
import type { Graph } from '../../graph/graph';
import { layoutOf } from '../../graph/layout';
import type { Sealed } from '../../graph/resolved';
import type { GitOpsDelivery } from '../../model/delivery';
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

/** What the controller is told first: from there on it finds everything in Git. */
function first(graph: Graph, sealed: Sealed): Lowered[] {
  const { delivery } = graph;
  if (delivery.engine === 'plain') return [];
  const delivered = loweredOf(tree(graph, sealed)).filter(({ layer }) => layer === 'delivery');
  const found = delivery.engine === 'argocd' ? applications(delivered) : entrances(graph, delivery, delivered);
  return found.map((object) => ({ ...object, component: DELIVERY }));
}

/** The app of apps, or where there is none all that a person would apply. */
function applications(delivered: readonly Lowered[]): readonly Lowered[] {
  const all = delivered.filter(({ manifest: { kind } }) => kind === 'Application');
  const root = all.filter(({ manifest }) => manifest.metadata.name === ROOT);
  return root.length > 0 ? root : all;
}

/** The source, and the Kustomization of the folder in which all others stand; those of `flux bootstrap`, unless the tree has its own. */
function entrances(graph: Graph, delivery: GitOpsDelivery, delivered: readonly Lowered[]): readonly Lowered[] {
  const { entry, source, isBootstrapped } = layoutOf(graph, delivery);
  const { namespace, repository, revision, path } = delivery;
  const folder = `./${path === '' ? '' : `${path}/`}${entry}`;
  if (!isBootstrapped)
    return delivered.filter(
      ({ manifest: { kind, metadata, spec } }) =>
        (kind === 'GitRepository' && metadata.name === source) ||
        (kind === 'Kustomization' && (spec as { readonly path?: string }).path === folder),
    );
  const object = (apiVersion: string, kind: string, spec: object): Lowered => ({
    component: DELIVERY,
    layer: 'delivery',
    manifest: { apiVersion, kind, metadata: { name: source, namespace }, spec },
  });
  return [
    object('source.toolkit.fluxcd.io/v1', 'GitRepository', {
      interval: '1m',
      url: repository,
      ref: { branch: revision },
    }),
    object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', {
      interval: '10m',
      path: folder,
      prune: true,
      sourceRef: { kind: 'GitRepository', name: source },
    }),
  ];
}
