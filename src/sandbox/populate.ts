import { addNodes, addStorageClasses } from '../../tools/nodes';
import type { Kube, KubeObject } from '../cluster/kube';
import { kindsOf, type UnknownKind } from './kinds';
import type { Plan, Planned } from './plan';
import { isWorkload, untilReady, type WorkloadState } from './readiness';
import { type Refused, refusals } from './refusal';
import { standIns } from './stand-ins';

/** What became of an environment in its sandbox. */
export interface Populated {
  /** What the API server took of the tree. */
  readonly applied: readonly Planned[];
  readonly refused: readonly Refused[];
  /** What it took, but not without a word. */
  readonly warned: readonly Refused[];
  readonly unknown: readonly UnknownKind[];
  /** The workloads of the tree that were taken. */
  readonly workloads: readonly WorkloadState[];
}

const OURS = { fieldManager: 'steading-sandbox' };

/**
 * Makes the nodes and what stands in for the rest of a cluster, applies the tree and waits for its workloads. What is
 * there already becomes what the plan says; what the plan no longer has stays. `step` gets one line a step, and may
 * throw to end it. Throws `KubeError` where a node or a storage class is refused.
 */
export async function populate(kube: Kube, plan: Plan, step: (line: string) => void): Promise<Populated> {
  const { nodes, storageClasses } = plan.cluster;
  step(`making the nodes ${nodes.map(({ name }) => name).join(', ')}`);
  const there = new Set((await kube.list({ apiVersion: 'v1', kind: 'Node' })).map(({ metadata }) => metadata.name));
  await addNodes(
    kube,
    nodes.filter(({ name }) => !there.has(name)),
  );
  await addStorageClasses(kube, storageClasses);

  step('defining the kinds that occur');
  const { definitions, unknown, objects } = await kindsOf(plan.objects, step);
  const made: KubeObject[] = [...plan.namespaces.map(namespaceOf), ...definitions];
  const madeAnswers = await kube.applyAll(made, OURS);

  step(`applying ${objects.length} objects`);
  const isNamespace = ({ manifest }: Planned): boolean => manifest.kind === 'Namespace';
  const namespaces = objects.filter(isNamespace);
  const rest = objects.filter((one) => !isNamespace(one));
  const answers = await kube.applyAll(namespaces.map(({ manifest }) => manifest));
  const refusedSecrets = await standIns(kube, plan.secrets);
  answers.push(...(await kube.applyAll(rest.map(({ manifest }) => manifest))));

  const tree = [...namespaces, ...rest].map((one) => ({ ...one, object: one.manifest }));
  const applied = tree.filter((_, i) => answers[i]?.ok);
  const wanted = applied.filter(({ manifest }) => isWorkload(manifest)).map(({ manifest }) => placeOf(manifest));
  const workloads = await untilReady(kube, wanted, (ready) => step(`${ready} of ${wanted.length} workloads are ready`));
  const refusedMade = refusals(
    made.map((object) => ({ object })),
    madeAnswers,
  );
  return {
    applied,
    refused: [...refusedMade, ...refusedSecrets, ...refusals(tree, answers)],
    warned: tree.flatMap((one, i) => (answers[i]?.warnings ?? []).map((message) => ({ ...one, message }))),
    unknown,
    workloads,
  };
}

const namespaceOf = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

const placeOf = ({ kind, metadata: { name, namespace = 'default' } }: Pick<KubeObject, 'kind' | 'metadata'>) => ({
  kind,
  name,
  namespace,
});
