import type { Artifact } from './backends/artifact';
import { tree } from './backends/lower';
import { checks } from './checks';
import { acknowledge } from './checks/acknowledgements';
import { type Finding, sorted } from './diagnostics/finding';
import { derive } from './graph/derive';
import type { Graph } from './graph/graph';
import type { Sealed } from './graph/resolved';
import type { Environment } from './model/environment';
import { Stack } from './model/stack';

/** What was read before: from here on nothing is. */
export interface Resolved {
  readonly config: Readonly<Record<string, unknown>>;
  /** Endpoints that other environments lend. */
  readonly others: Readonly<Record<string, unknown>>;
  readonly sealed: Sealed;
  /** The day for which acknowledgements are judged, as `2026-01-31`. No output depends on it. */
  readonly today: string;
}

export interface Synthesis {
  readonly graph: Graph;
  readonly artifacts: readonly Artifact[];
  readonly findings: readonly Finding[];
}

/** declare → derive → lower → check: an environment as data, and all that is wrong with it. */
export function synthesize(environment: Environment, { config, others, sealed, today }: Resolved): Synthesis {
  const stack = new Stack(environment.name);
  environment.build?.(stack, config as never, others as never);
  const { graph, findings } = derive(stack);
  const artifacts = tree(graph, sealed);
  const found = [...findings, ...checks.flatMap((check) => check({ graph, artifacts, sealed }))];
  return { graph, artifacts, findings: sorted(acknowledge(graph, found, today)) };
}
