import { relative, resolve } from 'node:path';
import { text } from '../../backends/yaml';
import type { Finding } from '../../diagnostics/finding';
import type { Project } from '../../project';
import { checked, type Draft, draft, type Synthesis } from '../../synthesize';
import { type Changes, compareTrees, type Tree, writeTrees } from '../../write';
import { EXIT } from '../exit';
import { findingsText, tally } from '../print/findings';
import { print, tell } from '../print/output';
import { changesText, summaryText } from '../print/summary';
import { typeFindings, withTypes } from '../types';

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
  const types = typeFindings(project, names);
  const drafts = await withTypes(types, () => {
    const environments = project.chosen(names);
    const resolved = environments.map((environment) => [environment, project.resolve(environment)] as const);
    return resolved.map(([environment, inputs]) => draft(environment, inputs));
  });
  const target = resolve(project.root, out);
  const shown = relative(process.cwd(), target) || '.';
  const { syntheses, changes } = await written(
    drafts,
    (trees, agree) => (check ? compared(target, trees, agree) : writeTrees(target, trees, agree)),
    types,
  );
  if (!changes) {
    const findings = [...(await types), ...syntheses.flatMap((synthesis) => synthesis.findings)];
    tell(`${findingsText(findings)}\n${tally(findings)}; nothing was written\n`);
    return EXIT.findings;
  }
  print(check ? changesText(changes, shown) : summaryText(syntheses, changes, shown));
  const differs = changes.added.length + changes.changed.length + changes.removed.length > 0;
  return check && differs ? EXIT.findings : EXIT.fine;
}

type Write = (trees: readonly Tree[], agree: () => Promise<boolean>) => Promise<Changes>;

/** What comes of drafts: they are checked while they are laid ready for writing. Without changes where something is wrong with one, which then matters most. */
export async function written(
  drafts: readonly Draft[],
  write: Write,
  types: Promise<readonly Finding[]> = Promise.resolve([]),
): Promise<{ readonly syntheses: readonly Synthesis[]; readonly changes?: Changes }> {
  let asked: Promise<Synthesis[]> | undefined;
  const ask = () => (asked ??= Promise.all(drafts.map((one) => checked(one))));
  const isSound = async () =>
    (await types).length === 0 &&
    (await ask()).every(({ findings }) => findings.every(({ severity }) => severity !== 'error'));
  try {
    const changes = await write(drafts.map(treeOf), isSound);
    if (await isSound()) return { syntheses: await ask(), changes };
  } catch (error) {
    if (await isSound()) throw error;
  }
  return { syntheses: await ask() };
}

async function compared(target: string, trees: readonly Tree[], isSound: () => Promise<boolean>): Promise<Changes> {
  await isSound();
  return compareTrees(target, trees);
}

export function treeOf({ graph, artifacts }: Pick<Synthesis, 'graph' | 'artifacts'>): Tree {
  const files = artifacts.map((artifact) => ({ path: artifact.path, mode: artifact.mode, content: text(artifact) }));
  return { environment: graph.environment, files };
}
