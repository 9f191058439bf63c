import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { closest } from 'fastest-levenshtein';
import { Kube } from '../../../tools/kube';
import { compare } from '../../preview/compare';
import type { Risk } from '../../preview/consequences/consequence';
import { emptySide, type Side } from '../../preview/side';
import { CouldNot, EXIT, UsageError } from '../exit';
import { clusterTrouble, kubeconfigs } from '../kube';
import { sideAgainst, sideAsTree } from '../preview/against';
import { statesAt } from '../preview/base';
import { Git } from '../preview/git';
import { sidesLive } from '../preview/live';
import { type State, statesOf } from '../preview/states';
import { type Format, printed } from '../print/preview/formats';
import type { Project } from '../project';

export interface PreviewOptions {
  /** @default - the default branch */
  readonly base?: string;
  readonly against?: string;
  readonly live?: boolean;
  readonly kubeconfig?: string;
  /** @default [] */
  readonly failOn?: readonly Risk[];
  readonly accept?: string;
  readonly format: Format;
}

/** Says what a change does, compared with another commit, a tree, or the cluster. */
export async function preview(project: Project, names: readonly string[], options: PreviewOptions): Promise<number> {
  const { format, failOn = [] } = options;
  const pairs = await sides(project, names, options);
  const comparisons = pairs.map(([before, after]) => compare(before, after));
  process.stdout.write(`${printed(format, { comparisons })}\n`);
  const risks = comparisons.flatMap(({ consequences }) => consequences);
  return risks.some(({ risk, accepted }) => accepted === undefined && failOn.includes(risk))
    ? EXIT.findings
    : EXIT.fine;
}

type Pair = readonly [before: Side, after: Side];

async function sides(project: Project, names: readonly string[], options: PreviewOptions): Promise<Pair[]> {
  const { base, against, live = false, kubeconfig } = options;
  if (against !== undefined) {
    const folder = resolve(against);
    if (!existsSync(folder))
      throw new UsageError(
        `there is no folder '${against}'`,
        'name one that has a folder for each environment, as `steading synth --out` writes it',
      );
    return asked(names, [], await statesOf(project, sideAsTree)).map(([, after]) => [
      sideAgainst(folder, after.environment),
      after,
    ]);
  }
  if (live) return withCluster(asked(names, [], await statesOf(project)), kubeconfig);
  const git = new Git(project.root);
  const commit = git.mergeBase(base ?? git.defaultBranch());
  const [before, after] = await Promise.all([statesAt(project.root, git, commit), statesOf(project)]);
  return asked(names, before, after);
}

async function withCluster(wanted: readonly Pair[], kubeconfig: string | undefined): Promise<Pair[]> {
  try {
    const kube = new Kube(...kubeconfigs(kubeconfig));
    const found: Pair[] = [];
    for (const [, side] of wanted) found.push(await sidesLive(kube, side));
    return found;
  } catch (error) {
    const [message, fix] = clusterTrouble(error)?.split('\nto fix: ') ?? [];
    if (message === undefined) throw error;
    throw new CouldNot(
      message,
      fix ?? 'see that the cluster runs and can be reached: kubectl version asks it the same',
    );
  }
}

/** Both states of what was asked for. Where there is none, it has nothing in it. */
function asked(names: readonly string[], before: readonly State[], after: readonly State[]): Pair[] {
  const known = [...new Set([...before, ...after].map(({ environment }) => environment))].sort();
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new UsageError(
      `unknown environment '${unknown}'`,
      `did you mean '${closest(unknown, known)}'? known: ${known.join(', ')}`,
    );
  return known
    .filter((name) => names.length === 0 || names.includes(name))
    .map((name) => [sideOf(name, before), sideOf(name, after)]);
}

function sideOf(name: string, states: readonly State[]): Side {
  return states.find(({ environment }) => environment === name)?.side ?? emptySide(name);
}
