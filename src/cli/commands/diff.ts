import { basename, resolve } from 'node:path';
import { compare } from '../../preview/compare';
import { differs } from '../../preview/comparison';
import { type Found, type Read, sideOfTree } from '../../preview/read/tree';
import type { Side } from '../../preview/side';
import type { Source } from '../../render';
import { EXIT } from '../exit';
import { filesBelow } from '../preview/folder';
import { acceptances, type GateOptions, gate } from '../preview/gate';
import { print } from '../print/output';
import { type Format, printed } from '../print/preview/formats';

export interface DiffOptions extends GateOptions {
  /** What the report calls the environment, and by which a comment is found again. @default - the name of the second folder, or `the tree` where that says nothing (`new`, `after`) */
  readonly name?: string;
  /** Folders and files that are passed over, relative to both. @default [] */
  readonly exclude?: readonly string[];
  /** Names whose values are shown, although they look like secrets. @default [] */
  readonly show?: readonly string[];
  /** Charts come from the cache, never from a server. @default false */
  readonly offline?: boolean;
  /** Whether helm and kustomize are run. @default true */
  readonly render?: boolean;
  readonly format: Format;
}

/** Compares two folders of manifests, whoever made them. Any difference ends with 1; with `--fail-on`, only these risks do. */
export async function diff(before: string, after: string, options: DiffOptions): Promise<number> {
  const { name, exclude = [], format, show, offline = false, render = true } = options;
  const text = acceptances(options);
  const isExcluded = (file: string) => exclude.some((path) => isBelow(file, path));
  const files = (folder: string) => filesBelow(folder).filter(({ file }) => !isExcluded(file));
  const environment = name ?? nameOf(after);
  const read: Read = new Map();
  const source = (found: Found[]): Source => ({ files: found, side: sideOfTree(environment, found, read) });
  const sources = [source(files(before)), source(files(after))] as const;
  const sides = render ? await withRendered(sources, offline) : ([sources[0].side, sources[1].side] as const);
  const comparison = compare(...sides, { shown: new Set(show) });
  const gated = gate([comparison], text, options);
  const report = { before, after, ...gated, ...(name !== undefined && { name }) };
  print(`${printed(format, report)}\n`);
  const fails = options.failOn === undefined ? differs(comparison) : gated.failedBy.length > 0;
  return fails ? EXIT.findings : EXIT.fine;
}

/** A folder that is only called after its place in the comparison has no name. */
function nameOf(folder: string): string {
  const own = basename(resolve(folder));
  return /^(new|after|head|now|current|b)$/i.test(own) ? 'the tree' : own;
}

/** With what helm and kustomize make, where they are on the PATH. */
async function withRendered(sources: readonly [Source, Source], offline: boolean): Promise<readonly [Side, Side]> {
  const { rendered, toolsOnPath } = require('../../render') as typeof import('../../render');
  const tools = toolsOnPath();
  if (tools.helm || tools.kustomize) return rendered(sources, tools, { offline });
  return [sources[0].side, sources[1].side];
}

/** `apps/db` is the file or the folder; how it is written does not matter (`./apps/db/`). */
function isBelow(file: string, path: string): boolean {
  const plain = path.replace(/^(\.\/)+/, '').replace(/\/+$/, '');
  return file === plain || file.startsWith(`${plain}/`);
}
