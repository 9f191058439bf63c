import type { Artifact } from '../../src/backends/artifact';
import { tree } from '../../src/backends/lower';
import { lower } from '../../src/backends/manifests/lower';
import type { Finding } from '../../src/diagnostics/finding';
import { derive } from '../../src/graph/derive';
import type { Graph } from '../../src/graph/graph';
import type { Manifest } from '../../src/kubernetes/manifest';
import { Stack } from '../../src/model/stack';

export interface Declared {
  readonly graph: Graph;
  readonly findings: readonly Finding[];
  /** Every object of layer `workload`. */
  readonly objects: readonly Manifest[];
  readonly artifacts: readonly Artifact[];
}

/** Declares a stack called `test`, and lowers it. Nothing is checked. */
export function declare(build: (stack: Stack) => void): Declared {
  const stack = new Stack('test');
  build(stack);
  const { graph, findings } = derive(stack);
  const objects = lower(graph, new Map()).map(({ manifest }) => manifest);
  return { graph, findings, objects, artifacts: tree(graph, new Map()) };
}
