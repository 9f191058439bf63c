import { join } from 'node:path';
import { KubeError } from '../../../src/cluster/answers';
import { Kube, type KubeObject } from '../../../src/cluster/kube';
import type { Graph } from '../../../src/graph/graph';
import { quantity } from '../../../src/model/units';
import { startControlPlane } from '../../../tools/control-plane';
import { definitions, type Missing } from '../../../tools/definitions';
import { addNodes, addStorageClasses } from '../../../tools/nodes';
import { say } from './report';
import { STATE } from './state';
import type { Tree } from './tree';

/** A control plane for one suite and one environment. */
export interface Plane {
  readonly kube: Kube;
  readonly kubeconfig: string;
  /** Kinds of the tree that nothing defines here. */
  readonly missing: readonly Missing[];
  stop(): Promise<void>;
}

export interface PlaneOptions {
  /** Make the nodes and storage classes of the inventory. Default false. */
  readonly nodes?: boolean;
  /** Objects that no file of the tree holds, whose kinds are to be there as well. Default none. */
  readonly also?: readonly KubeObject[];
  /** Take any object of a kind that nothing defines here, so that it can be made. Default false: there is no such kind. */
  readonly definesAll?: boolean;
  /** Leave out what the charts of its releases define. Default false: no chart is installed. */
  readonly installsCharts?: boolean;
}

/** Starts the control plane of an environment's cluster: its networks, what the system brings, the kinds that the tree uses. */
export async function startPlane(
  suite: string,
  tree: Tree,
  { nodes = false, also = [], definesAll = false, installsCharts = false }: PlaneOptions = {},
): Promise<Plane> {
  const { graph, documents, onDemand, environment } = tree;
  const stateDir = join(STATE, `${suite}-${environment}`);
  const serviceCidr = graph.clusters[0]?.serviceCidr;
  const { kubeconfig, stop } = await startControlPlane({ stateDir, ...(serviceCidr && { serviceCidr }) });
  const kube = new Kube(kubeconfig);
  const { found, missing } = await definitions(
    [...[...documents, ...onDemand].map(({ manifest }) => manifest), ...also],
    say,
  );
  const objects = [...[...documents, ...onDemand].map(({ manifest }) => manifest as unknown as KubeObject), ...also];
  const open = definesAll ? missing.map((kind) => openDefinition(kind, objects)) : [];
  const ofCharts = new Set(installsCharts ? graph.releases.flatMap(({ defines }) => defines) : []);
  const kinds = [...found, ...open].filter((one) => !ofCharts.has(definedBy(one)));
  await accepted(kube, [...groundNamespaces(graph).map(namespaceOf), ...kinds]);
  if (nodes) await inventory(kube, graph);
  return { kube, kubeconfig, missing, stop };
}

async function inventory(kube: Kube, { clusters, releases }: Graph): Promise<void> {
  const brought = releases.flatMap(({ brings }) => brings.filter(({ kind }) => kind === 'StorageClass'));
  await addStorageClasses(
    kube,
    brought.map(({ name }) => ({ name, isDefault: false, volumeBindingMode: 'WaitForFirstConsumer' })),
  );
  for (const { nodes, storageClasses } of clusters) {
    const specs = Object.entries(nodes).map(([name, node]) => ({
      name,
      architecture: node.architecture,
      cpu: String(node.cpu),
      memory: quantity(node.memory),
      ...(node.labels && { labels: node.labels }),
    }));
    await addNodes(kube, specs);
    await addStorageClasses(
      kube,
      storageClasses.map((name, i) => ({ name, isDefault: i === 0, volumeBindingMode: 'WaitForFirstConsumer' })),
    );
  }
}

/** Namespaces of the system, and that of the controller, which a person installs before there is anything to deliver. */
function groundNamespaces({ clusters, delivery }: Graph): string[] {
  const brought = clusters.flatMap(({ brings = [] }) => brings.filter(({ kind }) => kind === 'Namespace'));
  return [...brought.map(({ name }) => name), ...('namespace' in delivery ? [delivery.namespace] : [])];
}

/** The kind that a definition is of, as `<group>/<kind>`. */
function definedBy({ spec }: KubeObject): string {
  const { group, names } = spec as { readonly group: string; readonly names: { readonly kind: string } };
  return `${group}/${names.kind}`;
}

/** A definition that takes whatever is in an object. */
export function openDefinition({ apiVersion, kind }: Missing, objects: readonly KubeObject[]): KubeObject {
  const [group = '', version = ''] = apiVersion.split('/');
  const isNamespaced = objects.some((one) => one.kind === kind && one.metadata.namespace !== undefined);
  const plural = `${kind.toLowerCase()}s`;
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      ...{ group, names: { kind, plural }, scope: isNamespaced ? 'Namespaced' : 'Cluster' },
      versions: [{ name: version, served: true, storage: true, schema }],
    },
  };
}

const namespaceOf = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

/** Applies what is no finding if it is refused: the ground on which a tree is judged. */
export async function accepted(kube: Kube, objects: readonly KubeObject[]): Promise<void> {
  const answers = await kube.applyAll(objects, { fieldManager: 'ground' });
  const refused = answers.flatMap(({ ok, message }, i) => (ok ? [] : [`${objects[i]?.metadata.name}: ${message}`]));
  if (refused.length > 0) throw new KubeError(refused.join('\n'));
}
