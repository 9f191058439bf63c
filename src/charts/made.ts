import { type Artifact, type Lowered, loweredOf } from '../backends/artifact';
import { identity } from '../checks/object/objects';
import { isAdmitted, podSecurity } from '../checks/pod-security/violation';
import { podsOf } from '../checks/pods';
import { rules } from '../checks/rules';
import { schema } from '../checks/schema/schema';
import { loadSchemas } from '../checks/schema/schemas';
import { type Finding, finding } from '../diagnostics/finding';
import type { Graph } from '../graph/graph';
import { fields, items } from '../kubernetes/manifest';
import { definedIn, type Rendered } from './rendered';

/** Makes pods that nobody renders. */
const POD_MAKERS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'Pod', 'AutoscalingRunnerSet']);

/** What is wrong with what charts make: two of one object, fields that a kind does not have, pods that a namespace refuses, roles that may do everything. */
export async function madeFindings(
  graph: Graph,
  artifacts: readonly Artifact[],
  all: readonly Rendered[],
): Promise<Finding[]> {
  const lowered = (one: Rendered): Lowered[] =>
    one.objects.map((manifest) => ({ manifest, component: one.release.component, layer: 'workload' }));
  const made: Artifact[] = all.map((one) => ({
    path: `release/${one.release.name}`,
    mode: 0o644,
    content: lowered(one).filter(({ manifest }) => manifest.kind !== 'CustomResourceDefinition'),
  }));
  const known = {
    ...graph,
    releases: [...graph.releases, ...all.map(({ release, objects }) => ({ ...release, defines: definedIn(objects) }))],
  };
  const schemas = await loadSchemas(loweredOf(made).map(({ manifest }) => manifest));
  const subject = { graph: known, artifacts: made, sealed: new Map(), schemas };
  return [
    ...sameObjects(artifacts, all),
    ...[schema, rules, podSecurity].flatMap((ask) => ask(subject)),
    ...all.flatMap(administrators),
    ...looser(graph, artifacts, made),
  ];
}

/** Objects that two make: the tree and a chart, two charts, or a chart twice. */
function sameObjects(artifacts: readonly Artifact[], all: readonly Rendered[]): Finding[] {
  const makers = new Map(loweredOf(artifacts).map((one) => [identity(one), `component '${one.component}'`]));
  return all.flatMap(({ release, chart, subject, objects }) =>
    objects.flatMap((manifest) => {
      const object = identity({ manifest });
      const other = makers.get(object);
      makers.set(object, `release '${release.name}'`);
      return other ? [finding('chart/same-object', { name: release.name, chart, object, other }, subject)] : [];
    }),
  );
}

function administrators({ release, chart, subject, objects }: Rendered): Finding[] {
  return objects.flatMap((manifest) => {
    if (manifest.kind !== 'ClusterRoleBinding' && manifest.kind !== 'RoleBinding') return [];
    const who = items(manifest.subjects).map(({ kind, name }) => `${kind} '${name}'`);
    if (fields(manifest.roleRef).name !== 'cluster-admin' || who.length === 0) return [];
    const object = `${manifest.kind} ${manifest.metadata.name}`;
    return [finding('chart/cluster-admin', { name: release.name, chart, object, who }, subject)];
  });
}

/** Namespaces of releases whose pods would all pass a stricter level. */
function looser(graph: Graph, artifacts: readonly Artifact[], made: readonly Artifact[]): Finding[] {
  const brought = [...graph.releases, ...graph.operands].flatMap(({ namespace: home, brings }) =>
    brings.map(({ kind, namespace = home, madeBy }) => ({ kind, namespace, madeBy })),
  );
  const operands = new Set(graph.operands.map(({ namespace }) => namespace));
  const makesMore = (name: string) =>
    operands.has(name) ||
    brought.some(({ kind, namespace, madeBy }) => madeBy !== undefined && namespace === name && POD_MAKERS.has(kind));
  const pods = [...podsOf(graph, artifacts), ...podsOf(graph, made)];
  return graph.namespaces.flatMap(({ name, podSecurity: level = 'privileged', existing, path, at }) => {
    const own = pods.filter(({ namespace }) => namespace === name);
    const isOfRelease = graph.releases.some(({ namespace }) => namespace === name);
    if (level === 'restricted' || existing || !isOfRelease || own.length === 0 || makesMore(name)) return [];
    const stricter = level === 'privileged' ? (['restricted', 'baseline'] as const) : (['restricted'] as const);
    const enough = stricter.find((one) => own.every(({ spec }) => isAdmitted(spec, one)));
    return enough ? [finding('chart/looser-namespace', { namespace: name, level, enough }, { paths: [path], at })] : [];
  });
}
