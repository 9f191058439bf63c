import fs from 'node:fs';
import { join } from 'node:path';
import { half, removeEmpty } from './apply';
import { Aside } from './aside';
import { attempt, failure } from './error';
import { Ground, inTheWay, lookAt, standing } from './ground';
import { closeJournal, decideUndo, type Journal, type JournalEntry, type JournalPut, sumOf } from './journal';
import { folderOf, foldersOn } from './paths';
import type { Room } from './room';
import { stagedFolder } from './stage';

/**
 * Whether every new file that a journal promises has the bytes that it was written with, be it laid ready or in place already. After a power cut
 * it may not: the journal is on the disk before the files are.
 */
export function isWhole(out: string, room: Room, journal: Journal): boolean {
  return journal.every(({ environment, puts }) => {
    const [staged, target] = [new Ground(stagedFolder(room, environment)), new Ground(join(out, environment))];
    return puts.every((put) => {
      const at = stands(staged, put.path) ? staged : target;
      return stands(at, put.path) && tells(at.full(put.path), put);
    });
  });
}

/** No link leads there. */
function stands(ground: Ground, path: string): boolean {
  return !ground.obstacle(folderOf(path)) && lookAt(ground.full(path)) !== undefined;
}

function tells(path: string, put: JournalPut): boolean {
  const stats = lookAt(path);
  if (!stats?.isFile() || stats.size !== put.size) return false;
  return sumOf(attempt('read', path, () => fs.readFileSync(path))).sha256 === put.sha256;
}

/**
 * Puts back the old tree where the new one is lost: what came goes, what went comes back. It can be ended at any step, and is then done again.
 * Errors: as those of `apply`.
 */
export function undo(out: string, room: Room, journal: Journal): void {
  try {
    if (lookAt(room.journal)) decideUndo(room);
    for (const entry of journal) {
      const root = join(out, entry.environment);
      takeBack(new Ground(root), entry, new Ground(stagedFolder(room, entry.environment)));
      bringBack(root, entry, new Aside(room, entry.environment));
    }
    closeJournal(room);
  } catch (error) {
    throw half(room, failure('write in', out, error));
  }
}

/** Removes new files that are in place where there was nothing, and the folders that were made for them. A person's file stays. */
function takeBack(ground: Ground, { puts, folders }: JournalEntry, staged: Ground): void {
  const added = puts.filter(({ added }) => added);
  for (const put of added) {
    const full = ground.full(put.path);
    if (stands(staged, put.path) || !stands(ground, put.path)) continue;
    if (isTorn(full, put) || tells(full, put)) attempt('remove', full, () => fs.unlinkSync(full));
  }
  const isFresh = (path: string) => folders.some((folder) => folder === '' || `${path}/`.startsWith(`${folder}/`));
  const made = [...foldersOn(added.map(({ path }) => path))].filter(isFresh).sort((a, b) => b.length - a.length);
  for (const folder of [...made, ...folders.filter((folder) => folder === '')]) removeEmpty(ground, folder);
}

/** Whether a file looks like what power left of a written one: the rest is missing, or holes are in it, which no manifest has. */
function isTorn(path: string, put: JournalPut): boolean {
  const stats = lookAt(path);
  if (!stats?.isFile() || stats.size > put.size) return false;
  return stats.size < put.size || attempt('read', path, () => fs.readFileSync(path)).includes(0);
}

/** An old file that was not kept aside has not been touched yet, or is back already. */
function bringBack(root: string, { puts, removes }: JournalEntry, aside: Aside): void {
  const ground = new Ground(root);
  const replaced = puts.filter(({ added }) => !added).map(({ path }) => path);
  for (const path of [...removes, ...replaced].filter((path) => aside.holds(path))) {
    const full = ground.full(path);
    ground.make(folderOf(path));
    const is = standing(full);
    if (is !== 'nothing' && is !== 'file') throw inTheWay(full, is, 'a file');
    aside.putBack(path, full);
  }
}
