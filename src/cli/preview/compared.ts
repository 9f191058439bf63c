import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { closest } from 'fastest-levenshtein';
import { Refusal } from '../../base/refusal';
import type { Failed } from '../../preview/report';
import { emptySide, type Side } from '../../preview/side';
import type { Project } from '../../project';
import { sideAgainst, sideAsTree } from './against';
import { baseAt } from './base';
import { Git } from './git';
import { type State, statesOf } from './states';

/** Both states of what was asked for, and what they are called. */
export interface Compared {
  readonly before: string;
  readonly after: string;
  readonly pairs: readonly Pair[];
  readonly failed: readonly Failed[];
  /** Something keeps an environment of the working tree from being built that is wrong with its configuration, or its program. */
  readonly isMisconfigured: boolean;
}

export type Pair = readonly [before: Side, after: Side];

export const NOW = 'the working tree';

/** With the commit where the working tree left a branch. Errors: {@link Refusal}, `Refusal`. */
export async function withBase(
  project: Project,
  names: readonly string[],
  base: string | undefined,
): Promise<Compared> {
  const git = new Git(project.root);
  const ref = base ?? git.defaultBranch();
  const commit = git.mergeBase(ref);
  const [{ states, isTrees }, now] = await Promise.all([baseAt(project.root, git, commit), statesOf(project, names)]);
  const after = isTrees ? await statesOf(project, names, sideAsTree) : now;
  return compared(
    project,
    names,
    { before: commit.startsWith(ref) ? ref : `${ref} (${commit.slice(0, 7)})`, after: NOW },
    states,
    after,
  );
}

/** With a folder that has one for each environment. Errors: {@link Refusal}. */
export async function withTree(project: Project, names: readonly string[], against: string): Promise<Compared> {
  const folder = resolve(against);
  if (!existsSync(folder))
    throw new Refusal(
      'usage',
      `there is no folder '${against}'`,
      'name one that has a folder for each environment, as `steading synth --out` writes it',
    );
  const after = await statesOf(project, names, sideAsTree);
  const before = after.map(({ environment }) => ({ environment, side: sideAgainst(folder, environment), errors: [] }));
  return compared(project, names, { before: against, after: NOW }, before, after);
}

/** What was asked for, of what there is on either side. Errors: {@link Refusal} for an environment that is on none. */
export function compared(
  project: Project,
  names: readonly string[],
  called: Pick<Compared, 'before' | 'after'>,
  before: readonly State[],
  after: readonly State[],
): Compared {
  const known = [...new Set([...before.map(({ environment }) => environment), ...project.environments()])].sort();
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Refusal(
      'usage',
      `unknown environment '${unknown}'`,
      `did you mean '${closest(unknown, known)}'? known: ${known.join(', ')}`,
    );
  const asked = names.length === 0 ? known : known.filter((name) => names.includes(name));
  const failed = asked.flatMap((name) => [...failures(name, 'before', before), ...failures(name, 'after', after)]);
  const sound = asked.filter((name) => failed.every(({ environment }) => environment !== name));
  const isMisconfigured = after.some((state) => asked.includes(state.environment) && state.isMisconfigured);
  return {
    ...called,
    failed,
    isMisconfigured,
    pairs: sound.map((name) => [sideOf(name, before), sideOf(name, after)]),
  };
}

function failures(name: string, side: Failed['side'], states: readonly State[]): Failed[] {
  return states.flatMap(({ environment, errors }) =>
    environment === name && errors.length > 0 ? [{ environment, side, findings: errors }] : [],
  );
}

/** Where there is none, it has nothing in it. */
function sideOf(name: string, states: readonly State[]): Side {
  return states.find(({ environment }) => environment === name)?.side ?? emptySide(name);
}
