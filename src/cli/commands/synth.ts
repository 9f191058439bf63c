import { relative, resolve } from 'node:path';
import { text } from '../../backends/yaml';
import { type Synthesis, synthesize } from '../../synthesize';
import { EXIT } from '../exit';
import { findingsText, tally } from '../print/findings';
import { changesText, summaryText } from '../print/summary';
import type { Project } from '../project';
import { compareTrees, type Tree, writeTrees } from '../write';

export interface SynthOptions {
  /** Folder that gets a folder for each environment. */
  readonly out: string;
  /** Compare only: nothing is written. */
  readonly check?: boolean;
}

/** Writes the trees of environments, all or none. */
export async function synth(
  project: Project,
  names: readonly string[],
  { out, check = false }: SynthOptions,
): Promise<number> {
  const environments = project.chosen(names);
  const resolved = environments.map((environment) => [environment, project.resolve(environment)] as const);
  const syntheses = await Promise.all(resolved.map(([environment, inputs]) => synthesize(environment, inputs)));
  const findings = syntheses.flatMap((synthesis) => synthesis.findings);
  if (findings.some(({ severity }) => severity === 'error')) {
    process.stderr.write(`${findingsText(findings)}\n${tally(findings)}; nothing was written\n`);
    return EXIT.findings;
  }

  const trees = syntheses.map(treeOf);
  const target = resolve(project.root, out);
  const shown = relative(process.cwd(), target) || '.';
  if (check) {
    const changes = await compareTrees(target, trees);
    const differs = changes.added.length + changes.changed.length + changes.removed.length > 0;
    process.stdout.write(changesText(changes, shown));
    return differs ? EXIT.findings : EXIT.fine;
  }
  const changes = await writeTrees(target, trees);
  process.stdout.write(summaryText(syntheses, changes, shown));
  return EXIT.fine;
}

export function treeOf({ graph, artifacts }: Synthesis): Tree {
  const files = artifacts.map((artifact) => ({ path: artifact.path, mode: artifact.mode, content: text(artifact) }));
  return { environment: graph.environment, files };
}
