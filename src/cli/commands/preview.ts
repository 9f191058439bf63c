import { closest } from 'fastest-levenshtein';
import { compare } from '../../preview/compare';
import type { Risk } from '../../preview/consequences/consequence';
import { emptySide, type Side } from '../../preview/side';
import { EXIT, UsageError } from '../exit';
import { statesAt } from '../preview/base';
import { Git } from '../preview/git';
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
  const git = new Git(project.root);
  const ref = options.base ?? git.defaultBranch();
  const commit = git.mergeBase(ref);
  const [before, after] = await Promise.all([statesAt(project.root, git, commit), statesOf(project)]);
  const comparisons = pairs(names, before, after).map(([old, now]) => compare(old, now));
  process.stdout.write(`${printed(format, { comparisons })}\n`);
  const risks = comparisons.flatMap(({ consequences }) => consequences);
  return risks.some(({ risk, accepted }) => accepted === undefined && failOn.includes(risk))
    ? EXIT.findings
    : EXIT.fine;
}

/** Both states of what was asked for. What is not there has nothing in it. */
function pairs(names: readonly string[], before: readonly State[], after: readonly State[]): [Side, Side][] {
  const known = [...new Set([...before, ...after].map(({ environment }) => environment))].sort();
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new UsageError(
      `unknown environment '${unknown}'`,
      `did you mean '${closest(unknown, known)}'? known: ${known.join(', ')}`,
    );
  return known
    .filter((name) => names.length === 0 || names.includes(name))
    .map((name) => {
      const side = (states: readonly State[]) =>
        states.find(({ environment }) => environment === name)?.side ?? emptySide(name);
      return [side(before), side(after)];
    });
}
