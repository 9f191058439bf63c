import type { NodeSpec, StorageClassSpec } from '../../tools/nodes';
import type { Artifact, Lowered } from '../backends/artifact';
import { sortBy } from '../base/sort';
import type { Graph, ReleaseNode, SecretNode } from '../graph/graph';
import type { ClusterProps } from '../model/cluster';
import { quantity } from '../model/units';
import type { Synthesis } from '../synthesize';

/** What a control plane has to be told before anything is applied, and what cannot change while it runs. */
export interface ClusterSpec {
  readonly serviceCidr: string;
  readonly nodes: readonly NodeSpec[];
  readonly storageClasses: readonly StorageClassSpec[];
}

/** An object of the tree. */
export interface Planned extends Lowered {
  /** Relative to the environment's folder. */
  readonly path: string;
}

/** What a sandbox makes of an environment. */
export interface Plan {
  readonly environment: string;
  /** The Kubernetes version that the environment states. */
  readonly kubernetes: string;
  readonly cluster: ClusterSpec;
  /** Components in the order of their waves. */
  readonly components: readonly { readonly name: string; readonly wave: number }[];
  /** Namespaces that the tree takes for granted, and that nobody brings here. */
  readonly namespaces: readonly string[];
  /** The tree, namespaces first, then wave by wave. */
  readonly objects: readonly Planned[];
  /** What runs when somebody asks, and is no part of `up`. */
  readonly onDemand: readonly Planned[];
  /** Every contract: no controller runs here that would open or fetch one. */
  readonly secrets: readonly SecretNode[];
  /** Charts, which are not installed. */
  readonly releases: readonly ReleaseNode[];
}

const AFTER_ALL = Number.MAX_SAFE_INTEGER;
/** Namespaces that Kubernetes makes by itself. */
const SYSTEM = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** What a sandbox makes of an environment; undefined where it has no cluster. */
export function planOf({ graph, artifacts }: Synthesis): Plan | undefined {
  const [first] = graph.clusters;
  if (!first) return undefined;
  const waves = new Map(graph.components.map(({ name, wave }) => [name, wave]));
  const turn = ({ manifest, component }: Planned): number =>
    manifest.kind === 'Namespace' ? -1 : (waves.get(component) ?? AFTER_ALL);
  const inTree = planned(artifacts).sort((a, b) => turn(a) - turn(b));
  const objects = inTree.filter(({ layer }) => layer !== 'onDemand');
  const own = new Set(
    objects.flatMap(({ manifest }) => (manifest.kind === 'StorageClass' ? [manifest.metadata.name] : [])),
  );
  return {
    environment: graph.environment,
    kubernetes: first.kubernetes,
    cluster: {
      serviceCidr: first.serviceCidr,
      nodes: graph.clusters.flatMap(nodes),
      storageClasses: [...graph.clusters.flatMap(classes), ...graph.releases.flatMap(broughtClasses)].filter(
        ({ name }) => !own.has(name),
      ),
    },
    components: sortBy(graph.components, ({ wave, name }) => String(wave).padStart(3, '0') + name),
    namespaces: takenForGranted(graph, objects),
    objects,
    onDemand: inTree.filter(({ layer }) => layer === 'onDemand'),
    secrets: graph.secrets,
    releases: graph.releases,
  };
}

function planned(artifacts: readonly Artifact[]): Planned[] {
  return artifacts.flatMap(({ path, content }) =>
    typeof content === 'string' ? [] : content.map((lowered) => ({ ...lowered, path })),
  );
}

function nodes({ nodes: inventory }: ClusterProps): NodeSpec[] {
  return Object.entries(inventory).map(([name, { architecture, cpu, memory, labels }]) => ({
    name,
    architecture,
    cpu: cpu.toString(),
    memory: quantity(memory),
    ...(labels && { labels }),
  }));
}

function classes({ storageClasses }: ClusterProps): StorageClassSpec[] {
  return storageClasses.map((name, i) => ({ name, isDefault: i === 0 }));
}

/** Of a chart that is not installed here. */
function broughtClasses({ brings }: ReleaseNode): StorageClassSpec[] {
  return brings.filter(({ kind }) => kind === 'StorageClass').map(({ name }) => ({ name, isDefault: false }));
}

/** Namespaces that the cluster or a release brings. One that nobody is known to bring is not made: that is a mistake to see. */
function takenForGranted({ clusters, releases, namespaces }: Graph, objects: readonly Planned[]): string[] {
  const brought = [...clusters.flatMap(({ brings = [] }) => brings), ...releases.flatMap(({ brings }) => brings)];
  const names = [
    ...brought.filter(({ kind }) => kind === 'Namespace').map(({ name }) => name),
    ...namespaces.filter(({ existing }) => existing).map(({ name }) => name),
  ];
  const inTree = objects
    .filter(({ manifest }) => manifest.kind === 'Namespace')
    .map(({ manifest }) => manifest.metadata.name);
  const there = new Set([...SYSTEM, ...inTree]);
  return [...new Set(names)].filter((name) => !there.has(name)).sort();
}
