import type { IKustomization } from '@kubernetes-models/flux-cd/kustomize.toolkit.fluxcd.io/v1/Kustomization';
import type { IGitRepository } from '@kubernetes-models/flux-cd/source.toolkit.fluxcd.io/v1/GitRepository';
import { compare, groupBy } from '../../../base/sort';
import type { Graph } from '../../../graph/graph';
import type { Layout, Unit } from '../../../graph/layout';
import type { Manifest } from '../../../kubernetes/manifest';
import type { GitOpsDelivery } from '../../../model/delivery';
import type { Artifact, Lowered } from '../../artifact';
import { componentLabels } from '../../manifests/labels';
import { apiVersions, FILLED } from './kinds';

/** Trying never ends. What waits for readiness gives up after `timeout`, so that a newer commit is looked at. */
const PACE = { interval: '10m', retryInterval: '1m', timeout: '5m' };
const RUN = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'HelmRelease']);

/** What is delivered, by unit. */
export type Delivered = ReadonlyMap<Unit, readonly Lowered[]>;

/** What Flux is told: the source, unless it is bootstrap's, and a Kustomization for each unit. */
export function entryFiles(graph: Graph, delivery: GitOpsDelivery, layout: Layout, delivered: Delivered): Artifact[] {
  const { entry, source, isBootstrapped } = layout;
  const after = dependencies(graph, delivered);
  const byFolder = groupBy(delivered.keys(), ({ folder }) => folder.name);
  const file = (name: string, content: Artifact['content']): Artifact => ({
    path: `${entry}/${name}.yaml`,
    mode: 0o644,
    content,
  });
  const object = (component: string, manifest: Manifest): Lowered => ({ component, layer: 'delivery', manifest });
  return [
    ...(isBootstrapped ? [] : [file(source, [object(source, gitRepository(delivery, source))])]),
    ...[...byFolder].map(([name, units]) =>
      file(
        name,
        units.map((unit) => {
          const waits = after.get(unit) ?? [];
          return object(
            unit.component ?? name,
            kustomization(unit, delivery, source, checkedWith(unit, delivered), waits),
          );
        }),
      ),
    ),
  ];
}

function gitRepository({ repository, revision, namespace }: GitOpsDelivery, name: string): Manifest {
  const spec: IGitRepository['spec'] = { interval: '1m', url: repository, ref: { branch: revision } };
  // Whoever suspends it for a while is not to find it awake again.
  const metadata = { name, namespace, labels: componentLabels(name), annotations: FILLED };
  return { apiVersion: apiVersions.source, kind: 'GitRepository', metadata, spec };
}

function kustomization(
  { name, built, folder, component, isKept }: Unit,
  { path, namespace }: GitOpsDelivery,
  source: string,
  objects: readonly Lowered[],
  after: readonly Unit[],
): Manifest {
  const checked = objects.filter(({ manifest: { kind } }) => RUN.has(kind));
  const spec: IKustomization['spec'] = {
    ...PACE,
    sourceRef: { kind: 'GitRepository', name: source },
    path: `./${path === '' ? '' : `${path}/`}${built}`,
    // A component that goes takes along what Flux prunes of it. Who removes Flux, to put it in anew, does not mean what a folder delivered.
    deletionPolicy: component ? 'MirrorPrune' : 'Orphan',
    prune: !isKept,
    ...(after.length > 0 && { dependsOn: after.map((unit) => ({ name: unit.name })) }),
    ...(folder.wait
      ? { wait: true }
      : checked.length > 0 && { healthChecks: checked.map(({ manifest }) => healthCheck(manifest)) }),
  };
  const metadata = { name, namespace, labels: componentLabels(component ?? folder.name) };
  return { apiVersion: apiVersions.kustomize, kind: 'Kustomization', metadata, spec };
}

function healthCheck({ apiVersion, kind, metadata: { name, namespace } }: Manifest) {
  return { apiVersion, kind, name, ...(namespace && { namespace }) };
}

/** A unit is ready once the Jobs beside it are done: who waits for the component need not know of them. */
function checkedWith(unit: Unit, delivered: Delivered): Lowered[] {
  const jobs = [...delivered.keys()].filter(({ runsOnce, component }) => runsOnce && component === unit.component);
  return [unit, ...(unit.isKept ? jobs : [])].flatMap((one) => delivered.get(one) ?? []);
}

/**
 * What each unit waits for: the folder before its own, what defines its kinds, and in a folder of many units the components that its own comes after.
 * Every reason stands there, also one that another one implies: who takes one away need not think of the rest.
 */
function dependencies({ orders }: Graph, delivered: Delivered): Map<Unit, Unit[]> {
  const units = [...delivered.keys()];
  const after = groupBy(orders, ({ from }) => from);
  const turns = [...new Set(units.map(({ folder }) => folder.turn))].sort((a, b) => a - b);
  return new Map(
    units.map((unit) => {
      const { folder, component, definedBy } = unit;
      const previous = turns[turns.indexOf(folder.turn) - 1];
      const first = new Set((after.get(component ?? '') ?? []).map(({ to }) => to));
      const found = units.filter(
        (other) =>
          other.folder.turn === previous ||
          other.name === definedBy?.name ||
          (component !== undefined && other.folder === folder && !other.runsOnce && first.has(other.component ?? '')),
      );
      return [unit, found.sort((a, b) => compare(a.name, b.name))];
    }),
  );
}
