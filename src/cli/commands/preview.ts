import { readFileSync } from 'node:fs';
import type { Comparison } from '../../preview/change';
import { compare } from '../../preview/compare';
import { accept } from '../../preview/consequences/acceptance';
import type { Risk } from '../../preview/consequences/consequence';
import { EXIT, UsageError } from '../exit';
import { type Compared, withBase, withTree } from '../preview/compared';
import { print } from '../print/output';
import { type Format, printed } from '../print/preview/formats';
import type { Project } from '../project';
import { codeOf } from '../write/error';

export interface PreviewOptions {
  /** @default - the default branch */
  readonly base?: string;
  readonly against?: string;
  readonly live?: boolean;
  readonly kubeconfig?: string;
  /** @default [] */
  readonly failOn?: readonly Risk[];
  readonly accept?: string;
  /** Names whose values are shown, although they look like secrets. @default [] */
  readonly show?: readonly string[];
  /** Where the whole report is to be found, for whom a part of it is printed. */
  readonly link?: string;
  readonly format: Format;
}

/** Says what a change does, compared with another commit, a tree, or the cluster. */
export async function preview(project: Project, names: readonly string[], options: PreviewOptions): Promise<number> {
  const text = options.accept === undefined ? '' : read(options.accept);
  const { before, after, pairs, failed, isMisconfigured } = await ask(project, names, options);
  const shown = new Set(options.show);
  const compared = pairs.map(([old, now]) => compare(old, now, { shown }));
  const { comparisons, ...acceptances } = accept(compared, text);
  const failedBy = risksIn(comparisons, options.failOn ?? []);
  const whole = options.link === undefined ? {} : { whole: options.link };
  const report = { before, after, comparisons, failed, failedBy, ...acceptances, ...whole };
  print(`${printed(options.format, report)}\n`);
  if (isMisconfigured) return EXIT.usage;
  // A base that cannot be built is what this change may mend.
  const isBroken = failed.some(({ side }) => side === 'after');
  return isBroken || failedBy.length > 0 ? EXIT.findings : EXIT.fine;
}

function ask(
  project: Project,
  names: readonly string[],
  { base, against, live, kubeconfig }: PreviewOptions,
): Promise<Compared> {
  if (live) {
    const { withCluster } = require('../preview/cluster') as typeof import('../preview/cluster');
    return withCluster(project, names, kubeconfig);
  }
  return against === undefined ? withBase(project, names, base) : withTree(project, names, against);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(
      `'${file}' cannot be read: ${codeOf(error)}`,
      'name the file that has the text of the pull request',
    );
  }
}

function risksIn(comparisons: readonly Comparison[], asked: readonly Risk[]): Risk[] {
  const open = comparisons.flatMap(({ consequences }) => consequences.filter(({ accepted }) => accepted === undefined));
  return asked.filter((risk) => open.some((one) => one.risk === risk));
}
