import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { plan } from '../../backends/pulumi/plan';
import { asked, refuse, register, warn } from '../../backends/pulumi/register';
import { UserError } from '../../diagnostics/finding';
import { synthesize } from '../../synthesize';
import { unreachable } from '../cluster';
import { UsageError } from '../exit';
import { findingsText, tally } from '../print/findings';
import { Project } from '../project';

/** What runs inside of `pulumi up -s <env>`: the graph that `steading synth` writes, made known to the engine. */
export async function up(root: string): Promise<void> {
  const { environment: name, settings } = asked();
  const project = new Project(root, new Date().toISOString().slice(0, 10), settings);
  const { graph, sealed, deployment } = await sound(project, name);
  const trouble = graph.clusters.length > 0 ? await unreachable() : undefined;
  if (trouble && graph.hosts.length === 0) refuse(trouble);
  if (trouble) warn(`${trouble}; it comes after the hosts that it runs on`);
  register(plan(graph, sealed, deployment), {
    privateKey: (path) => readFileSync(path.replace(/^~(?=\/)/, homedir()), 'utf8'),
  });
}

/** The environment, if nothing is wrong with it. */
async function sound(project: Project, name: string) {
  try {
    const [environment] = project.chosen([name]);
    if (!environment) return refuse(`no environment '${name}'`);
    const resolved = project.resolve(environment);
    const { graph, findings } = await synthesize(environment, resolved);
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) refuse(`${findingsText(errors)}\n${tally(findings)}`);
    return { graph, sealed: resolved.sealed, deployment: project.deployment(environment) };
  } catch (error) {
    if (error instanceof UserError) return refuse(findingsText(error.findings));
    if (error instanceof UsageError) return refuse(`${error.message}\nto fix: ${error.fix}`);
    throw error;
  }
}
