import { model as modelOf } from '../../backends/model';
import { synthesize } from '../../synthesize';
import { EXIT } from '../exit';
import { findingsText, tally } from '../print/findings';
import type { Project } from '../project';

/** Prints an environment as JSON: everything that it holds, and where. */
export async function model(project: Project, name: string): Promise<number> {
  const [environment] = project.chosen([name]);
  if (!environment) return EXIT.usage;
  const { graph, artifacts, findings } = await synthesize(environment, project.resolve(environment));
  if (findings.some(({ severity }) => severity === 'error')) {
    process.stderr.write(`${findingsText(findings)}\n${tally(findings)}\n`);
    return EXIT.findings;
  }
  process.stdout.write(`${JSON.stringify(modelOf(graph, artifacts), null, 2)}\n`);
  return EXIT.fine;
}
