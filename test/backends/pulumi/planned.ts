import { manifestsOf } from '../../../src/backends/artifact';
import { tree } from '../../../src/backends/lower';
import { plan } from '../../../src/backends/pulumi/plan';
import type { Plan } from '../../../src/backends/pulumi/resource';
import type { Graph } from '../../../src/graph/graph';
import type { Manifest } from '../../../src/kubernetes/manifest';
import type { Deployment } from '../../../src/model/delivery';
import { Project } from '../../../src/project';
import { synthesize } from '../../../src/synthesize';
import { ROOT } from '../../support/steading';

const project = new Project(ROOT, '2026-11-21');

export const ENVIRONMENTS = project.environments();

export interface Planned {
  readonly graph: Graph;
  readonly plan: Plan;
  /** Objects of the tree. */
  readonly tree: readonly Manifest[];
}

export async function planned(name: string, deployment: Partial<Deployment> = {}): Promise<Planned> {
  const [environment] = project.chosen([name]);
  if (!environment) throw new Error(`no environment '${name}'`);
  const resolved = project.resolve(environment);
  const { graph } = await synthesize(environment, resolved);
  return {
    graph,
    plan: plan(graph, resolved.sealed, { mode: 'direct', unprotect: [], ...deployment }),
    tree: manifestsOf(tree(graph, resolved.sealed)),
  };
}
