import { type Artifact, type Lowered, loweredOf } from '../backends/artifact';
import type { Subject as About } from '../diagnostics/finding';
import type { Graph, Manifest } from '../graph/graph';
import { type Fields, fields, items } from '../kubernetes/fields';
import { identity } from './objects';

export { type Fields, fields, items };

/** Pods as an object makes them, or the pod that it is. */
export interface Pods {
  readonly object: string;
  readonly manifest: Manifest;
  readonly namespace: string;
  readonly labels: Fields;
  readonly spec: Fields;
  readonly subject: About;
}

const OF_SPEC = ['spec', 'template'];

/** Where each kind says what its pods are like. */
const TEMPLATE: ReadonlyMap<string, readonly string[]> = new Map([
  ['Pod', []],
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job'].map((kind) => [kind, OF_SPEC] as const),
  ['CronJob', ['spec', 'jobTemplate', ...OF_SPEC]],
]);

const known = new WeakMap<readonly Artifact[], Pods[]>();

/** Everything in a tree that makes pods, whoever wrote it. Several checks ask; it is looked for once. */
export function podsOf(graph: Graph, artifacts: readonly Artifact[]): Pods[] {
  const found = known.get(artifacts) ?? look(graph, artifacts);
  known.set(artifacts, found);
  return found;
}

function look(graph: Graph, artifacts: readonly Artifact[]): Pods[] {
  const places = new Map(graph.components.map(({ name, path, at }) => [name, { paths: [path], at }]));
  return loweredOf(artifacts).flatMap((lowered) => pods(lowered, places.get(lowered.component) ?? {}));
}

/** What an object's pods are made from; nothing where it makes none. */
export function podTemplateOf(manifest: Manifest): Fields | undefined {
  return TEMPLATE.get(manifest.kind)?.reduce<Fields>((value, key) => fields(value[key]), manifest);
}

function pods(lowered: Lowered, subject: About): Pods[] {
  const { manifest } = lowered;
  const template = templateOf(manifest);
  if (!template) return [];
  const namespace = manifest.metadata.namespace ?? 'default';
  return [{ object: identity(lowered), manifest, namespace, ...template, subject }];
}

/** What the pods of an object are like; nothing for what makes none. */
export function templateOf(manifest: Manifest): Pick<Pods, 'labels' | 'spec'> | undefined {
  const template = podTemplateOf(manifest);
  return template && { labels: fields(fields(template.metadata).labels), spec: fields(template.spec) };
}

const containers = new WeakMap<Fields, Fields[]>();

/** All containers of a pod, init and ephemeral ones too. */
export function containersOf(spec: Fields): Fields[] {
  const known =
    containers.get(spec) ?? ['initContainers', 'containers', 'ephemeralContainers'].flatMap((key) => items(spec[key]));
  containers.set(spec, known);
  return known;
}
