import { Refusal } from '../base/refusal';
import type { Finding } from '../diagnostics/finding';
import type { Environment } from '../model/environment';
import type { Project } from '../project';
import { synthesize } from '../synthesize';
import { type Plan, planOf } from './plan';

export interface ReadPlan {
  readonly plan: Plan;
  /** The contracts that have ciphertext, as `namespace/name`. */
  readonly sealed: ReadonlySet<string>;
}

/**
 * What a sandbox is to make of an environment, or what is wrong with it. Throws `Refusal` where no environment is
 * named and there are several, and where it has no cluster; what `Project` throws.
 */
export async function readPlan(project: Project, name?: string): Promise<ReadPlan | { findings: readonly Finding[] }> {
  const environment = only(project, name);
  const resolved = project.resolve(environment);
  const synthesis = await synthesize(environment, resolved);
  if (synthesis.findings.some(({ severity }) => severity === 'error')) return { findings: synthesis.findings };
  const plan = planOf(synthesis);
  if (plan) return { plan, sealed: new Set(resolved.sealed.keys()) };
  throw new Refusal(
    'usage',
    `environment '${environment.name}' has no cluster`,
    'choose one that has: a sandbox plays a cluster, no other machines',
  );
}

/** The environment that was named, or the only one. */
function only(project: Project, name: string | undefined): Environment {
  const chosen = project.chosen(name === undefined ? [] : [name]);
  const [first] = chosen;
  if (first && chosen.length === 1) return first;
  throw new Refusal(
    'usage',
    `there are ${chosen.length} environments, and none was named`,
    `name one of ${chosen.map((environment) => environment.name).join(', ')}: steading sandbox up ENV`,
  );
}
