import { groupBy, sortBy } from '../base/sort';
import type { Manifest } from '../kubernetes/manifest';
import { BOOTSTRAPPED, type FluxFolder, type GitOpsDelivery } from '../model/delivery';
import type { Graph } from './graph';

/** What one Flux Kustomization delivers: a folder, and what its kustomization.yaml names. */
export interface Unit {
  /** Name of the Kustomization. */
  readonly name: string;
  readonly path: string;
  /** What is built of it: an overlay, where there is one. */
  readonly built: string;
  readonly folder: Folder;
  /** Whose alone it is. */
  readonly component?: string;
  /** Defines the kinds of what is in here. */
  readonly definedBy?: Unit;
  /** Its component claims storage, and nothing here is pruned: a person removes it, knowing what it is. */
  readonly isKept?: boolean;
  /** What runs once in a component that is kept, and gives way to the next of another name. */
  readonly runsOnce?: boolean;
}

export interface Folder extends FluxFolder {
  readonly name: string;
  /** Place in the order of delivery. */
  readonly turn: number;
}

/** Where things stand in a tree for Flux, and what delivers them. */
export interface Layout {
  readonly entry: string;
  readonly source: string;
  /** `flux bootstrap` makes source and entry. */
  readonly isBootstrapped: boolean;
  readonly folders: readonly Folder[];
  readonly units: readonly Unit[];
  /** The unit that a component is at home in. */
  home(component: string): Unit | undefined;
  /** The unit that a file belongs to: that with the longest path above it. */
  unitOf(path: string): Unit | undefined;
  /** The folder of a component's objects of a kind, as `group/Kind`, and of a workload, where they have files of their own. */
  place(component: string, kind: string, workload?: string): string;
}

const EACH: readonly FluxFolder[] = [{ path: 'apps', each: true }];
/** Flux tries out all of a unit before it applies any: what is of a kind that a release in it defines is another unit, below it. */
const DEFINED = 'configs';
/** Below a unit of which nothing is pruned: the Jobs of yesterday are. */
const ONCE = 'jobs';

export function layoutOf(graph: Graph, { layout = {} }: GitOpsDelivery): Layout {
  const { environment, components, releases } = graph;
  const { entry = `clusters/${environment}`, source } = layout;
  const folders = (layout.folders ?? EACH).map((folder, turn) => ({
    ...folder,
    name: folder.name ?? folder.path.replaceAll('/', '-'),
    turn,
  }));
  const folderOf = (component: string) =>
    folders.find(({ holds }) => holds?.includes(component)) ?? folders.find(({ holds }) => !holds);
  const claiming = claimingIn(graph);
  const jobs = groupBy(
    graph.workloads.filter(({ kind }) => kind === 'Job'),
    ({ component }) => component,
  );
  const homes = new Map<string, Unit>();
  const units = new Map<string, Unit>();
  for (const { name } of components) {
    const folder = folderOf(name);
    if (folder) homes.set(name, known(units, unitOf(folder, name, claiming.has(name))));
  }
  for (const folder of folders) if (!folder.each) known(units, unitOf(folder));
  for (const unit of [...units.values()]) {
    known(units, configsOf(unit));
    if (unit.isKept && unit.component && jobs.has(unit.component)) known(units, jobsOf(unit));
  }

  const defined = new Set(
    releases.flatMap(({ component, defines }) => defines.map((kind) => `${homes.get(component)?.name} ${kind}`)),
  );
  const byPath = [...units.values()].sort((a, b) => b.path.length - a.path.length);
  return {
    entry,
    source: source ?? BOOTSTRAPPED,
    isBootstrapped: source === undefined,
    folders,
    units: sortBy(units.values(), ({ name }) => name),
    home: (component) => homes.get(component),
    unitOf: (path) => byPath.find((unit) => path.startsWith(`${unit.path}/`)),
    place(component, kind, workload) {
      const home = homes.get(component);
      if (!home) return `platform/${component}`;
      const isOfJob = home.isKept && (jobs.get(component) ?? []).some(({ name }) => name === workload);
      const below = defined.has(`${home.name} ${kind}`) ? configsOf(home) : home;
      const { path, folder } = isOfJob ? jobsOf(home) : below;
      return folder.each ? path : `${path}/${component}`;
    },
  };
}

function unitOf(folder: Folder, component = '', isKept = false): Unit {
  if (folder.each) {
    const path = `${folder.path}/${component}`;
    return { name: `${folder.name}-${component}`, path, built: path, folder, component, isKept };
  }
  const { name, path, overlay } = folder;
  return overlay
    ? { name, path: `${path}/base`, built: `${path}/overlays/${overlay}`, folder }
    : { name, path, built: path, folder };
}

function configsOf(unit: Unit): Unit {
  const path = `${unit.path}/${DEFINED}`;
  return { ...unit, name: `${unit.name}-${DEFINED}`, path, built: path, definedBy: unit };
}

function jobsOf(unit: Unit): Unit {
  const path = `${unit.path}/${ONCE}`;
  return { ...unit, name: `${unit.name}-${ONCE}`, path, built: path, isKept: false, runsOnce: true };
}

/** Components that ask for room which outlives their pods. */
function claimingIn({ workloads, objects }: Graph): Set<string> {
  const inCluster = workloads.filter(({ on, volumes }) => 'namespace' in on && volumes.some(({ size }) => size));
  return new Set(
    [...inCluster, ...objects.filter(({ manifest }) => claims(manifest))].map(({ component }) => component),
  );
}

function claims({ kind, spec }: Manifest): boolean {
  const { volumeClaimTemplates = [] } = (spec ?? {}) as { volumeClaimTemplates?: readonly unknown[] };
  return kind === 'PersistentVolumeClaim' || (kind === 'StatefulSet' && volumeClaimTemplates.length > 0);
}

function known(units: Map<string, Unit>, unit: Unit): Unit {
  const found = units.get(unit.name) ?? unit;
  units.set(unit.name, found);
  return found;
}
