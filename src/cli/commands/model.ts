import { model as modelOf } from '../../backends/model';
import { harmlessJson } from '../../base/visible';
import type { Project } from '../../project';
import { synthesize } from '../../synthesize';
import { EXIT } from '../exit';
import { findingsText, tally } from '../print/findings';
import { print, tell } from '../print/output';

/** Prints an environment as JSON: everything that it holds, and where. */
export async function model(project: Project, name: string): Promise<number> {
  const [environment] = project.chosen([name]);
  if (!environment) return EXIT.usage;
  const { graph, artifacts, findings } = await synthesize(environment, project.resolve(environment));
  if (findings.some(({ severity }) => severity === 'error')) {
    tell(`${findingsText(findings)}\n${tally(findings)}\n`);
    return EXIT.findings;
  }
  print(`${harmlessJson(modelOf(graph, artifacts), 2)}\n`);
  return EXIT.fine;
}
