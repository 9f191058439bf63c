import { type Finding, UserError } from '../../diagnostics/finding';
import { sideOf } from '../../preview/read/graph';
import type { Side } from '../../preview/side';
import type { Project } from '../../project';
import { type Synthesis, synthesize } from '../../synthesize';

/** An environment of a project as it is, or why there is none. */
export interface State {
  readonly environment: string;
  readonly side?: Side;
  /** What hinders it from being built; empty where nothing does. */
  readonly errors: readonly Finding[];
  /** They are of its configuration, or of its program. @default false */
  readonly isMisconfigured?: boolean;
}

/** Environments of a project, those of these names or (none) all. One that cannot be built hinders no other. */
export function statesOf(project: Project, names: readonly string[] = [], read = readGraph): Promise<State[]> {
  const asked = project.environments().filter((name) => names.length === 0 || names.includes(name));
  return Promise.all(asked.map((name) => stateOf(project, name, read)));
}

async function stateOf(project: Project, environment: string, read: typeof readGraph): Promise<State> {
  const [chosen] = project.chosen([environment]);
  if (!chosen) return { environment, errors: [] };
  try {
    const synthesis = await synthesize(chosen, project.resolve(chosen));
    const errors = synthesis.findings.filter(({ severity }) => severity === 'error');
    return { environment, errors, ...(errors.length === 0 && { side: read(synthesis) }) };
  } catch (error) {
    if (error instanceof UserError) return { environment, errors: error.findings, isMisconfigured: true };
    throw error;
  }
}

function readGraph({ graph, artifacts }: Synthesis): Side {
  return sideOf(graph, artifacts);
}
