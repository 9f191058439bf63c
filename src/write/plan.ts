import fs from 'node:fs';
import { join } from 'node:path';
import { attempt, WriteError } from './error';
import { Ground, inTheWay, kindOf, lookAt } from './ground';
import { OWNERSHIP_FILE, ownershipText, readOwnership } from './ownership';
import { folderOf } from './paths';
import { type Leftovers, leftovers } from './removal';
import type { Changes, Tree, TreeFile } from './tree';

/** A file to put in place: `added` when nothing is there now. */
export interface Put {
  readonly file: TreeFile;
  readonly added: boolean;
}

export interface EnvironmentPlan {
  readonly name: string;
  readonly puts: readonly Put[];
  readonly removes: readonly string[];
  /** Folders, in full, where something is going to change. */
  readonly folders: ReadonlySet<string>;
  /** The topmost folders that are not there now; '' is the environment's own. */
  readonly fresh: ReadonlySet<string>;
}

export interface Plan {
  readonly environments: readonly EnvironmentPlan[];
  readonly changes: Changes;
}

/** Whether the mode of a file on disk is as good as the one that it is to have. */
export type SameMode = (found: number, wanted: number) => boolean;

/** What is written has its very mode, whatever the umask says. */
export const exactly: SameMode = (found, wanted) => (found & 0o777) === wanted;

/** Git keeps no more of a mode than whether the owner may run the file: the umask of a checkout is no change. */
export const asGit: SameMode = (found, wanted) => (found & 0o100) === (wanted & 0o100);

/**
 * Compares the trees with what is on disk. Reads only.
 * Errors: `foreign`, naming all that is in the way; `damaged` for a list of files that cannot be read; `unwritable` for a file that cannot.
 */
export function makePlan(out: string, trees: readonly Tree[], sameMode: SameMode): Plan {
  const clashes: WriteError[] = [];
  const environments = trees.map((tree) => planEnvironment(join(out, tree.environment), tree, { clashes, sameMode }));
  if (clashes.length > 0) throw together(clashes);
  const list = (paths: (plan: EnvironmentPlan) => string[]) =>
    environments.flatMap((plan) => paths(plan).map((path) => `${plan.name}/${path}`)).sort();
  const put = (added: boolean) => (plan: EnvironmentPlan) =>
    plan.puts.filter((p) => p.added === added).map((p) => p.file.path);
  const files = trees.reduce((sum, tree) => sum + tree.files.length + 1, 0);
  return {
    environments: environments.filter((plan) => plan.puts.length + plan.removes.length > 0),
    changes: {
      added: list(put(true)),
      changed: list(put(false)),
      removed: list((plan) => [...plan.removes]),
      unchanged: files - environments.reduce((sum, plan) => sum + plan.puts.length, 0),
    },
  };
}

function planEnvironment(root: string, tree: Tree, { clashes, sameMode }: Comparison): EnvironmentPlan {
  const ground = new Ground(root);
  const paths = tree.files.map((file) => file.path);
  const list: TreeFile = { path: OWNERSHIP_FILE, mode: 0o644, content: ownershipText(paths) };
  const owned = new Set(listIsReadable(ground) ? readOwnership(root) : []);
  const old = leftovers(ground, owned, [...paths, OWNERSHIP_FILE]);
  owned.add(OWNERSHIP_FILE);
  const puts: Put[] = [];
  for (const file of [...tree.files, list]) {
    const verdict = compare(ground, file, { owned, old, sameMode });
    if (verdict instanceof WriteError) clashes.push(verdict);
    else if (verdict !== 'unchanged') puts.push({ file, added: verdict === 'added' });
  }
  const folders = new Set(
    [...puts.map((put) => put.file.path), ...old.files].map((path) => ground.full(folderOf(path))),
  );
  for (const folder of old.swallowed) folders.add(ground.full(folder));
  const fresh = new Set(puts.flatMap(({ file }) => ground.obstacle(folderOf(file.path))?.at ?? []));
  return { name: tree.environment, puts, removes: [...old.files].sort(), folders, fresh };
}

function listIsReadable(ground: Ground): boolean {
  return !ground.obstacle('') && kindOf(lookAt(ground.full(OWNERSHIP_FILE))) === 'file';
}

interface Comparison {
  readonly clashes: WriteError[];
  readonly sameMode: SameMode;
}

interface Known {
  readonly owned: ReadonlySet<string>;
  readonly old: Leftovers;
  readonly sameMode: SameMode;
}

type Verdict = 'added' | 'changed' | 'unchanged' | WriteError;

function compare(ground: Ground, file: TreeFile, { owned, old, sameMode }: Known): Verdict {
  const way = ground.obstacle(folderOf(file.path));
  if (way) {
    if (way.is === 'nothing' || (way.is === 'file' && old.files.has(way.at))) return 'added';
    return inTheWay(ground.full(way.at), way.is, 'a folder');
  }
  const full = ground.full(file.path);
  const stats = lookAt(full);
  if (!stats) return 'added';
  const is = kindOf(stats);
  if (is === 'folder' && old.swallow(file.path)) return 'added';
  if (is !== 'file') return inTheWay(full, is, 'a file');
  const asItWas = sameMode(stats.mode, file.mode);
  if (!asItWas && owned.has(file.path)) return 'changed';
  const same = sameBytes(full, stats.size, file.content);
  if (!same && !owned.has(file.path)) return inTheWay(full, 'file', 'another one');
  return same && asItWas ? 'unchanged' : 'changed';
}

function sameBytes(path: string, size: number, content: string): boolean {
  if (Buffer.byteLength(content) !== size) return false;
  return Buffer.from(content).equals(attempt('read', path, () => fs.readFileSync(path)));
}

const NAMED = 5;

function together(clashes: readonly WriteError[]): WriteError {
  const first = [...clashes].sort((a, b) => (a.path < b.path ? -1 : 1))[0] as WriteError;
  const others = [...new Set(clashes.map((clash) => clash.path))].filter((path) => path !== first.path).sort();
  if (others.length === 0) return first;
  const rest = others.length > NAMED ? ` and ${others.length - NAMED} more` : '';
  const message = `${first.message}; the same holds for ${others.slice(0, NAMED).join(', ')}${rest}`;
  return new WriteError('foreign', first.path, message, 'move them away, or rename what is made there; then run again');
}
