import { type Artifact, manifestsOf } from './backends/artifact';
import { tree } from './backends/lower';
import { check } from './checks';
import { acknowledge } from './checks/acknowledgement/acknowledgements';
import { loadSchemas } from './checks/schema/schemas';
import { type Finding, finding, sorted, UserError } from './diagnostics/finding';
import { outside } from './diagnostics/where';
import { derive } from './graph/derive';
import type { Graph } from './graph/graph';
import type { Sealed } from './graph/resolved';
import type { ChartSources } from './model/charts';
import type { Environment } from './model/environment';
import { Stack } from './model/stack';

/** What was read before: from here on nothing is. */
export interface Resolved {
  readonly config: Readonly<Record<string, unknown>>;
  /** Endpoints that other environments lend. */
  readonly others: Readonly<Record<string, unknown>>;
  readonly sealed: Sealed;
  /** Where Helm charts come from. @default - their own repositories */
  readonly charts?: ChartSources;
  /** The day for which acknowledgements are judged, as `2026-01-31`. No output depends on it. */
  readonly today: string;
}

export interface Synthesis {
  readonly graph: Graph;
  readonly artifacts: readonly Artifact[];
  readonly findings: readonly Finding[];
}

/** An environment as data, before anybody has asked whether it is sound. */
export interface Draft extends Omit<Synthesis, 'findings'> {
  readonly declared: readonly Finding[];
  readonly resolved: Resolved;
}

type Ended = (step: string) => void;

/** declare → derive → lower → check: an environment as data, and all that is wrong with it. `ended` hears of each step at its end. */
export function synthesize(environment: Environment, resolved: Resolved, ended?: Ended): Promise<Synthesis> {
  return checked(draft(environment, resolved, ended), ended);
}

/** declare → derive → lower */
export function draft(environment: Environment, resolved: Resolved, ended: Ended = () => undefined): Draft {
  const { config, others, sealed, charts } = resolved;
  const stack = new Stack(environment.name, charts);
  try {
    environment.build?.(stack, config as never, others as never);
  } catch (error) {
    throw notBuilt(environment.name, error);
  }
  ended('declare');
  const { graph, findings } = derive(stack);
  ended('derive');
  const artifacts = tree(graph, sealed);
  ended('lower');
  return { graph, artifacts, declared: findings, resolved };
}

/** check: all that is wrong with it. */
export async function checked(
  { graph, artifacts, declared, resolved }: Draft,
  ended: Ended = () => undefined,
): Promise<Synthesis> {
  const { sealed, today } = resolved;
  const schemas = await loadSchemas(manifestsOf(artifacts));
  const found = [...declared, ...check({ graph, artifacts, sealed, schemas })];
  const synthesis = { graph, artifacts, findings: sorted(acknowledge(graph, found, today)) };
  ended('check');
  return synthesis;
}

/** An exception from a stack is its author's to read: what it says, and on which line of theirs. */
function notBuilt(environment: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const at = () => outside(error.stack ?? '');
  return new UserError([
    finding('environment/not-built', { environment, reason: error.message }, { paths: [environment], at }),
  ]);
}
