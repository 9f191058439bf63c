import { readFileSync } from 'node:fs';
import type { Comparison } from '../../preview/change';
import { compare } from '../../preview/compare';
import { type Accepted, accept } from '../../preview/consequences/acceptance';
import type { Consequence, Risk } from '../../preview/consequences/consequence';
import { EXIT, UsageError } from '../exit';
import { type Compared, withBase, withCluster, withTree } from '../preview/compared';
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
  /** Where the whole report is to be found, for whom a part of it is printed. */
  readonly link?: string;
  readonly format: Format;
}

/** Says what a change does, compared with another commit, a tree, or the cluster. */
export async function preview(project: Project, names: readonly string[], options: PreviewOptions): Promise<number> {
  const { before, after, pairs, failed } = await ask(project, names, options);
  const compared = pairs.map(([old, now]) => compare(old, now));
  const { comparisons, stale, wrong } = acceptedBy(compared, options.accept);
  for (const sentence of wrong) process.stderr.write(`${sentence}\n`);
  const failedBy = risksIn(
    comparisons.flatMap(({ consequences }) => consequences),
    options.failOn ?? [],
  );
  const whole = options.link === undefined ? {} : { whole: options.link };
  process.stdout.write(
    `${printed(options.format, { before, after, comparisons, failed, failedBy, stale, ...whole })}\n`,
  );
  return failedBy.length + failed.length > 0 ? EXIT.findings : EXIT.fine;
}

function ask(
  project: Project,
  names: readonly string[],
  { base, against, live, kubeconfig }: PreviewOptions,
): Promise<Compared> {
  if (live) return withCluster(project, names, kubeconfig);
  return against === undefined ? withBase(project, names, base) : withTree(project, names, against);
}

/** What the text of a pull request accepts. */
function acceptedBy(comparisons: readonly Comparison[], file: string | undefined): Accepted {
  if (file === undefined) return { comparisons, stale: [], wrong: [] };
  try {
    return accept(comparisons, readFileSync(file, 'utf8'));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new UsageError(
      `'${file}' cannot be read: ${error.code}`,
      'name a file that holds the text of the pull request',
    );
  }
}

function risksIn(consequences: readonly Consequence[], asked: readonly Risk[]): Risk[] {
  return asked.filter((risk) => consequences.some((one) => one.risk === risk && one.accepted === undefined));
}
