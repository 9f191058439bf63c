import { basename, resolve } from 'node:path';
import { differs } from '../../preview/change';
import { compare } from '../../preview/compare';
import { type Read, sideOfTree } from '../../preview/read/tree';
import { EXIT } from '../exit';
import { filesBelow } from '../preview/folder';
import { print } from '../print/output';
import { type Format, printed } from '../print/preview/formats';

export interface DiffOptions {
  /** Names whose values are shown, although they look like secrets. @default [] */
  readonly show?: readonly string[];
  readonly format: Format;
}

/** Compares two folders of manifests, whoever made them. */
export function diff(before: string, after: string, { format, show }: DiffOptions): number {
  const [old, now] = [filesBelow(before), filesBelow(after)];
  const environment = basename(resolve(after));
  const read: Read = new Map();
  const sides = [sideOfTree(environment, old, read), sideOfTree(environment, now, read)] as const;
  const comparison = compare(...sides, { shown: new Set(show) });
  print(`${printed(format, { before, after, comparisons: [comparison] })}\n`);
  return differs(comparison) ? EXIT.findings : EXIT.fine;
}
