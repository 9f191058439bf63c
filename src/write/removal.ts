import fs from 'node:fs';
import { claimedByGit } from './checkout';
import { attempt } from './error';
import { type Ground, standing } from './ground';
import { fold, folderOf } from './paths';

/** The files that Steading owns, no longer makes and finds on disk: those to remove. */
export class Leftovers {
  /** Folders that disappear because a file takes their place. */
  readonly swallowed = new Set<string>();

  constructor(
    private readonly ground: Ground,
    readonly files: ReadonlySet<string>,
  ) {}

  /** Whether a folder holds nothing but leftovers, so that a file can take its place. */
  swallow(folder: string): boolean {
    const path = this.ground.full(folder);
    const entries = attempt('read', path, () => fs.readdirSync(path, { withFileTypes: true }));
    const ours = entries.every((entry) => {
      const inner = `${folder}/${entry.name}`;
      return entry.isDirectory() ? this.swallow(inner) : entry.isFile() && this.files.has(inner);
    });
    if (ours && entries.length > 0) this.swallowed.add(folder);
    return ours && entries.length > 0;
  }
}

/**
 * Finds what is to be removed. What a person put in the place of an owned file (a link, a folder) is theirs and stays, and so does what only a
 * pushed list calls ours.
 * Errors: `unwritable` when the system does not tell what is there.
 */
export function leftovers(ground: Ground, owned: ReadonlySet<string>, made: readonly string[]): Leftovers {
  const keep = new Set(made);
  const gone = [...owned].filter((path) => !keep.has(path));
  if (gone.length === 0) return new Leftovers(ground, new Set());
  const folded = new Map(made.map((path) => [fold(path), path]));
  const files = gone.filter((path) => {
    if (ground.obstacle(folderOf(path)) || standing(ground.full(path)) !== 'file') return false;
    const respelled = folded.get(fold(path));
    return respelled === undefined || !sameFile(ground.full(path), ground.full(respelled));
  });
  const theirs = claimedByGit(ground.root, files);
  return new Leftovers(ground, new Set(files.filter((path) => !theirs.has(path))));
}

/** Where case does not count, a file that only changed its spelling is still the same file. */
function sameFile(a: string, b: string): boolean {
  const [x, y] = [a, b].map((path) => fs.lstatSync(path, { throwIfNoEntry: false, bigint: true }));
  return x !== undefined && y !== undefined && x.dev === y.dev && x.ino === y.ino;
}
