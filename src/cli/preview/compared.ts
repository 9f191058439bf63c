import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { closest } from 'fastest-levenshtein';
import { Kube } from '../../../tools/kube';
import type { Failed } from '../../preview/report';
import { emptySide, type Side } from '../../preview/side';
import { CouldNot, UsageError } from '../exit';
import { clusterTrouble, kubeconfigs } from '../kube';
import type { Project } from '../project';
import { sideAgainst, sideAsTree } from './against';
import { baseAt } from './base';
import { Git } from './git';
import { sidesLive } from './live';
import { type State, statesOf } from './states';

/** Both states of what was asked for, and what they are called. */
export interface Compared {
  readonly before: string;
  readonly after: string;
  readonly pairs: readonly Pair[];
  readonly failed: readonly Failed[];
}

type Pair = readonly [before: Side, after: Side];

const NOW = 'the working tree';

/** With the commit where the working tree left a branch. Errors: {@link UsageError}, {@link CouldNot}. */
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

/** With a folder that has one for each environment. Errors: {@link UsageError}. */
export async function withTree(project: Project, names: readonly string[], against: string): Promise<Compared> {
  const folder = resolve(against);
  if (!existsSync(folder))
    throw new UsageError(
      `there is no folder '${against}'`,
      'name one that has a folder for each environment, as `steading synth --out` writes it',
    );
  const after = await statesOf(project, names, sideAsTree);
  const before = after.map(({ environment }) => ({ environment, side: sideAgainst(folder, environment), errors: [] }));
  return compared(project, names, { before: against, after: NOW }, before, after);
}

/** With what runs. Errors: {@link UsageError}, {@link CouldNot}. */
export async function withCluster(
  project: Project,
  names: readonly string[],
  kubeconfig: string | undefined,
): Promise<Compared> {
  const wanted = compared(project, names, { before: 'the cluster', after: NOW }, [], await statesOf(project, names));
  try {
    const kube = new Kube(...kubeconfigs(kubeconfig));
    const pairs: Pair[] = [];
    for (const [, side] of wanted.pairs) pairs.push(await sidesLive(kube, side));
    return { ...wanted, pairs };
  } catch (error) {
    const [message, fix] = clusterTrouble(error)?.split('\nto fix: ') ?? [];
    if (message === undefined) throw error;
    throw new CouldNot(
      message,
      fix ?? 'see that the cluster runs and can be reached: kubectl version asks it the same',
    );
  }
}

function compared(
  project: Project,
  names: readonly string[],
  called: Pick<Compared, 'before' | 'after'>,
  before: readonly State[],
  after: readonly State[],
): Compared {
  const known = [...new Set([...before.map(({ environment }) => environment), ...project.environments()])].sort();
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new UsageError(
      `unknown environment '${unknown}'`,
      `did you mean '${closest(unknown, known)}'? known: ${known.join(', ')}`,
    );
  const asked = names.length === 0 ? known : known.filter((name) => names.includes(name));
  const failed = asked.flatMap((name) => [...failures(name, 'before', before), ...failures(name, 'after', after)]);
  const sound = asked.filter((name) => failed.every(({ environment }) => environment !== name));
  return { ...called, failed, pairs: sound.map((name) => [sideOf(name, before), sideOf(name, after)]) };
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
