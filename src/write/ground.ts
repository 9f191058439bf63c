import fs from 'node:fs';
import { join } from 'node:path';
import { attempt, codeOf, WriteError } from './error';
import { folderOf } from './paths';
import { newFolder } from './stager';

export type Standing = 'nothing' | 'file' | 'folder' | 'symbolic link' | 'special file';

/** What ends a way down: at which relative path, and what it is. */
export interface Obstacle {
  readonly at: string;
  readonly is: Exclude<Standing, 'folder'>;
}

/** What stands at a path; a link is never followed. Errors: `unwritable` when the system does not tell. */
export function standing(path: string): Standing {
  return kindOf(lookAt(path));
}

/** The facts about a path, of a link itself, or undefined. Errors: `unwritable` when the system does not tell. */
export function lookAt(path: string): fs.Stats | undefined {
  return attempt('look at', path, () => unlessMissing(() => fs.lstatSync(path, { throwIfNoEntry: false })));
}

/** Whether a folder is there, also by way of a link. Errors: `unwritable` when the system does not tell. */
export function isFolder(path: string): boolean {
  const look = () => unlessMissing(() => fs.statSync(path, { throwIfNoEntry: false }));
  return attempt('look at', path, look)?.isDirectory() ?? false;
}

/** Node gives back undefined for a path that is not there, but throws for one below a file. */
function unlessMissing<T>(look: () => T | undefined): T | undefined {
  try {
    return look();
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

export function kindOf(stats: fs.Stats | undefined): Standing {
  if (!stats) return 'nothing';
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  return stats.isSymbolicLink() ? 'symbolic link' : 'special file';
}

/** The folders of one environment as they are on disk, looked at once each. */
export class Ground {
  private readonly seen = new Map<string, Obstacle | undefined>();

  constructor(readonly root: string) {}

  full(path: string): string {
    return path === '' ? this.root : join(this.root, path);
  }

  /** The first thing on the way from the root to a folder that is not a folder; undefined when the whole way is folders. */
  obstacle(folder: string): Obstacle | undefined {
    if (this.seen.has(folder)) return this.seen.get(folder);
    let found = folder === '' ? undefined : this.obstacle(folderOf(folder));
    if (!found) {
      const is = standing(this.full(folder));
      if (is !== 'folder') found = { at: folder, is };
    }
    this.seen.set(folder, found);
    return found;
  }

  /** Makes a folder and those above it, readable by everyone. Errors: `foreign` for a link or file on the way, `unwritable`, `full`. */
  make(folder: string): void {
    const obstacle = this.obstacle(folder);
    if (!obstacle) return;
    if (obstacle.is !== 'nothing') throw inTheWay(this.full(obstacle.at), obstacle.is, 'a folder');
    if (folder !== '') this.make(folderOf(folder));
    makeFolder(this.full(folder));
    this.seen.set(folder, undefined);
  }
}

export function makeFolder(path: string): void {
  attempt('make', path, () => newFolder(path));
}

/** A person's thing at a place that Steading needs for something else. */
export function inTheWay(path: string, is: Standing, needed: string): WriteError {
  const message = `a ${is} is at ${path}, where ${needed} must go, and steading did not put it there`;
  return new WriteError('foreign', path, message, 'move it away, or rename what is made there; then run again');
}
