import { type Artifact, type Lowered, loweredOf } from '../backends/artifact';
import type { Subject as About } from '../diagnostics/finding';
import type { Graph, Manifest } from '../graph/graph';
import { identity } from './objects';

type Fields = Readonly<Record<string, unknown>>;

/** Pods as an object makes them, or the pod that it is. */
export interface Pods {
  readonly object: string;
  readonly manifest: Manifest;
  readonly namespace: string;
  readonly labels: Fields;
  readonly spec: Fields;
  readonly subject: About;
}

const TEMPLATE: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

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

function pods(lowered: Lowered, subject: About): Pods[] {
  const { manifest } = lowered;
  const path = TEMPLATE[manifest.kind];
  if (!path) return [];
  const template = path.reduce<Fields>((value, key) => fields(value[key]), manifest);
  const labels = fields(fields(template.metadata).labels);
  return [
    {
      object: identity(lowered),
      manifest,
      namespace: manifest.metadata.namespace ?? 'default',
      labels,
      spec: fields(template.spec),
      subject,
    },
  ];
}

/** All containers of a pod, init and ephemeral ones too. */
export function containersOf(spec: Fields): Fields[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((key) => items(spec[key]));
}

export function fields(value: unknown): Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {};
}

export function items(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fields) : [];
}
