import { setTimeout as sleep } from 'node:timers/promises';
import { hasCondition, type Kube, type KubeObject } from '../cluster/kube';

const APPS = ['Deployment', 'StatefulSet', 'DaemonSet'];
const QUIET_MS = 20_000;
const POLL_MS = 250;

/** A workload, and how many of its pods are ready, or done in the case of a Job. */
export interface WorkloadState {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly wanted: number;
  readonly ready: number;
  readonly isReady: boolean;
  /** What the cluster says about it last, if it is not ready; may be empty. */
  readonly why: string;
}

/** Whether an object has pods that can become ready by themselves: no CronJob, which waits for its hour. */
export function isWorkload({ apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>): boolean {
  const kinds =
    apiVersion === 'apps/v1' ? APPS : apiVersion === 'batch/v1' ? ['Job'] : apiVersion === 'v1' ? ['Pod'] : [];
  return kinds.includes(kind);
}

/** Every workload of every namespace, as it is now. A Pod that has an owner is no workload. */
export async function workloads(kube: Kube): Promise<WorkloadState[]> {
  const kinds = [...APPS.map((kind) => ['apps/v1', kind]), ['batch/v1', 'Job'], ['v1', 'Pod']] as [string, string][];
  const lists = await Promise.all(kinds.map(([apiVersion, kind]) => kube.list({ apiVersion, kind })));
  return lists
    .flat()
    .filter((object) => object.kind !== 'Pod' || !object.metadata.ownerReferences)
    .map(stateOf);
}

/**
 * Waits until `wanted` are ready, or none more became so for 20 seconds; says why not. `onChange` is called with each
 * new number of those that are ready.
 */
export async function untilReady(
  kube: Kube,
  wanted: readonly Pick<WorkloadState, 'kind' | 'namespace' | 'name'>[],
  onChange: (ready: number, state: readonly WorkloadState[]) => void,
): Promise<WorkloadState[]> {
  const ids = new Set(wanted.map(idOf));
  let before = -1;
  let changed = Date.now();
  for (;;) {
    const found = (await workloads(kube)).filter((state) => ids.has(idOf(state)));
    const ready = found.filter(({ isReady }) => isReady).length;
    if (ready !== before) onChange(ready, found);
    if (ready !== before) changed = Date.now();
    before = ready;
    if (ready === ids.size) return found;
    if (Date.now() - changed > QUIET_MS) return Promise.all(found.map((state) => explained(kube, state)));
    await sleep(POLL_MS);
  }
}

const idOf = ({ kind, namespace, name }: Pick<WorkloadState, 'kind' | 'namespace' | 'name'>): string =>
  `${kind} ${namespace}/${name}`;

interface Fields {
  readonly replicas?: number;
  readonly completions?: number;
  readonly suspend?: boolean;
  readonly observedGeneration?: number;
  readonly updatedReplicas?: number;
  readonly readyReplicas?: number;
  readonly desiredNumberScheduled?: number;
  readonly numberReady?: number;
  readonly updatedNumberScheduled?: number;
  readonly succeeded?: number;
  readonly phase?: string;
}

function stateOf(object: KubeObject): WorkloadState {
  const spec = (object.spec ?? {}) as Fields;
  const status = (object.status ?? {}) as Fields;
  const { kind, metadata } = object;
  const { name, namespace = 'default' } = metadata;
  const seen = (status.observedGeneration ?? 0) >= Number(metadata.generation ?? 0);
  const state = (wanted: number, ready: number, isReady: boolean): WorkloadState => ({
    ...{ kind, namespace, name, wanted, ready, isReady, why: '' },
  });
  if (kind === 'Pod') {
    const isReady = hasCondition(object, 'Ready') || status.phase === 'Succeeded';
    return state(1, isReady ? 1 : 0, isReady);
  }
  if (kind === 'Job') {
    const wanted = spec.suspend ? 0 : (spec.completions ?? 1);
    return state(wanted, status.succeeded ?? 0, wanted === 0 || hasCondition(object, 'Complete'));
  }
  const wanted = kind === 'DaemonSet' ? (status.desiredNumberScheduled ?? 0) : (spec.replicas ?? 1);
  const ready = (kind === 'DaemonSet' ? status.numberReady : status.readyReplicas) ?? 0;
  const updated = (kind === 'DaemonSet' ? status.updatedNumberScheduled : status.updatedReplicas) ?? 0;
  return state(wanted, ready, seen && ready >= wanted && updated >= wanted);
}

interface Event {
  readonly type?: string;
  readonly message?: string;
  readonly lastTimestamp?: string;
  readonly eventTime?: string;
  readonly involvedObject?: { readonly name?: string };
}

/** Adds the last warning about a workload, what it makes, or its pods. */
async function explained(kube: Kube, state: WorkloadState): Promise<WorkloadState> {
  if (state.isReady) return state;
  const related = new RegExp(`^${state.name.replaceAll('.', '\\.')}(-[a-z0-9]{1,10}){0,2}$`);
  const events = (await kube.list({ apiVersion: 'v1', kind: 'Event' }, state.namespace)) as (KubeObject & Event)[];
  const [last] = events
    .filter(({ type, involvedObject }) => type === 'Warning' && related.test(involvedObject?.name ?? ''))
    .sort((a, b) => (timeOf(a) < timeOf(b) ? 1 : -1));
  return { ...state, why: last?.message ?? '' };
}

const timeOf = ({ lastTimestamp, eventTime }: Event): string => lastTimestamp ?? eventTime ?? '';
