import { readFileSync } from 'node:fs';
import { Refusal } from '../../base/refusal';
import type { Comparison } from '../../preview/comparison';
import { accept } from '../../preview/consequences/acceptance';
import type { Risk } from '../../preview/consequences/consequence';
import type { Report } from '../../preview/report';
import { codeOf } from '../../write/error';

/** What a change has to pass, and where its report is. */
export interface GateOptions {
  /** @default [] */
  readonly failOn?: readonly Risk[];
  /** A file with the text of the pull request. */
  readonly accept?: string;
  /** Where the whole report is to be found, for whom a part of it is printed. */
  readonly link?: string;
}

/** The text in which somebody may accept risks. Read first: a file that is not there is known before a long comparison. */
export function acceptances({ accept: file }: GateOptions): string {
  return file === undefined ? '' : read(file);
}

/** A report without its sides: with what is accepted, and what fails. */
export function gate(
  compared: readonly Comparison[],
  text: string,
  { failOn = [], link }: GateOptions,
): Pick<Report, 'comparisons' | 'stale' | 'misread' | 'whole'> & { readonly failedBy: readonly Risk[] } {
  const accepted = accept(compared, text);
  const failedBy = risksIn(accepted.comparisons, failOn);
  return { ...accepted, failedBy, ...(link !== undefined && { whole: link }) };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Refusal(
      'usage',
      `'${file}' cannot be read: ${codeOf(error)}`,
      'name the file that has the text of the pull request',
    );
  }
}

function risksIn(comparisons: readonly Comparison[], asked: readonly Risk[]): Risk[] {
  const open = comparisons.flatMap(({ consequences }) => consequences.filter(({ accepted }) => accepted === undefined));
  return asked.filter((risk) => open.some((one) => one.risk === risk));
}
