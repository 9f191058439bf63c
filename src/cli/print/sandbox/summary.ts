import type { ClusterState, NodeState } from '../../../sandbox/cluster';
import type { Plan } from '../../../sandbox/plan';
import type { Populated } from '../../../sandbox/populate';
import type { ReadPlan } from '../../../sandbox/read';
import type { WorkloadState } from '../../../sandbox/readiness';
import { counted, remarks } from '../../../sandbox/remarks';
import pc from '../colour';
import { table } from '../table';
import { troubles } from './troubles';

/** What nobody should have to find out by themselves. */
const HONESTLY =
  'API server, scheduler and controllers are real; kwok plays the nodes: no image runs, no volume holds anything.';

/** What an `up` has come to. */
export function upText({ plan, sealed }: ReadPlan, populated: Populated, state: ClusterState): string {
  const { applied, unknown, workloads } = populated;
  const undefinedObjects = unknown.flatMap(({ objects }) => objects).length;
  const title = [
    `${applied.length} of ${plan.objects.length - undefinedObjects} objects applied`,
    ...(undefinedObjects > 0 ? [`${undefinedObjects} left out, of kinds without a definition`] : []),
    `${state.nodes.filter(({ isReady }) => isReady).length} of ${state.nodes.length} nodes ready`,
    `${workloads.filter(({ isReady }) => isReady).length} of ${workloads.length} workloads ready`,
    `${state.podsReady} of ${state.pods} pods ready`,
  ].join(', ');
  return blocks([
    pc.bold(`${plan.environment}: ${title}`),
    componentTable(plan, populated),
    nodeTable(state.nodes),
    ...remarks(plan, populated, state, sealed),
    ...troubles(plan, populated),
    HONESTLY,
  ]);
}

/** What a sandbox is like now. */
export function stateText(environment: string, state: ClusterState, workloads: readonly WorkloadState[]): string {
  const { nodes, pods, podsReady, version } = state;
  const rows = workloads.map(({ namespace, kind, name, ready, wanted }) => [
    ...[namespace, `${kind} ${name}`, `${ready}/${wanted}`],
  ]);
  return blocks([
    pc.bold(
      `${environment}: ${counted(nodes.length, 'node')}, ${podsReady} of ${pods} pods ready, Kubernetes ${version}`,
    ),
    nodeTable(nodes),
    rows.length > 0 ? table(['namespace', 'workload', 'pods ready'], rows) : 'no workloads',
    HONESTLY,
  ]);
}

function blocks(texts: readonly string[]): string {
  return `${texts.join('\n\n')}\n`;
}

function componentTable({ components }: Plan, { applied, workloads }: Populated): string {
  const rows = components.flatMap(({ name, wave }) => {
    const own = applied.filter(({ component, layer }) => component === name && layer === 'workload');
    const [first = [], ...rest] = own.flatMap(({ manifest: { kind, metadata } }) => {
      const { namespace = 'default' } = metadata;
      const state = workloads.find(
        (one) => one.kind === kind && one.name === metadata.name && one.namespace === namespace,
      );
      return state ? [[`${kind} ${metadata.name}`, `${state.ready}/${state.wanted}`]] : [];
    });
    return [[String(wave), name, String(own.length), ...first], ...rest.map((more) => ['', '', '', ...more])];
  });
  return table(['wave', 'component', 'objects', 'workload', 'pods ready'], rows);
}

function nodeTable(nodes: readonly NodeState[]): string {
  const rows = nodes.map(({ name, architecture, cpu, memory, isReady, pods }) => [
    ...[name, architecture, cpu, memory, isReady ? 'yes' : 'no', String(pods)],
  ]);
  return table(['node', 'architecture', 'cpu', 'memory', 'ready', 'pods'], rows);
}
