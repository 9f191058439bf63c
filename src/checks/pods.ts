import { type Artifact, type Lowered, loweredOf } from '../backends/artifact';
import { once } from '../base/once';
import type { Subject as About } from '../diagnostics/finding';
import type { Graph } from '../graph/graph';
import type { Manifest } from '../kubernetes/manifest';
import { type PodTemplate, templateOf } from '../kubernetes/pods';
import { identity } from './object/objects';

/** Pods as an object makes them, or the pod that it is. */
export interface Pods extends PodTemplate {
  readonly object: string;
  readonly manifest: Manifest;
  readonly namespace: string;
  readonly subject: About;
}

/** Every object of a tree that makes pods. */
export function podsOf(graph: Graph, artifacts: readonly Artifact[]): Pods[] {
  return find(artifacts, graph);
}

const find = once((artifacts: readonly Artifact[], graph: Graph): Pods[] => {
  const places = new Map(graph.components.map(({ name, path, at }) => [name, { paths: [path], at }]));
  return loweredOf(artifacts).flatMap((lowered) => pods(lowered, places.get(lowered.component) ?? {}));
});

function pods(lowered: Lowered, subject: About): Pods[] {
  const { manifest } = lowered;
  const template = templateOf(manifest);
  if (!template) return [];
  const namespace = manifest.metadata.namespace ?? 'default';
  return [{ object: identity(lowered), manifest, namespace, ...template, subject }];
}
