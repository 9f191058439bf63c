import fs from 'node:fs';
import { join } from 'node:path';
import { Aside, move } from './aside';
import { attempt, failure, unless, WriteError } from './error';
import { Ground, inTheWay, kindOf, lookAt } from './ground';
import { closeJournal, type Journal, type JournalEntry } from './journal';
import { folderOf, foldersOn } from './paths';
import type { Room } from './room';
import { stagedFolder } from './stage';

/**
 * Puts in place what a journal says, and closes it: old files go aside, then new ones come, each by one rename. Every step can be done again,
 * so whoever comes after a killed command calls the same. Errors: `unwritable`, `full`, and `foreign` for what a person put in the way
 * since it was planned; the journal stays then, and the next command goes on from there.
 */
export function apply(out: string, room: Room, journal: Journal): void {
  try {
    for (const entry of journal) {
      const ground = new Ground(join(out, entry.environment));
      const staged = stagedFolder(room, entry.environment);
      if (comesWhole(ground.root, staged)) continue;
      const aside = new Aside(room, entry.environment);
      removeOld(ground, entry, aside);
      for (const put of entry.puts) putInPlace(ground, put, join(staged, put.path), aside);
    }
    closeJournal(room);
  } catch (error) {
    throw half(room, failure('write in', out, error));
  }
}

/** An environment that is not there yet comes by one rename. */
function comesWhole(target: string, staged: string): boolean {
  if (lookAt(target) || !lookAt(staged)) return false;
  attempt('write in', target, () => fs.renameSync(staged, target));
  return true;
}

function removeOld(ground: Ground, entry: JournalEntry, aside: Aside): void {
  for (const path of entry.removes) {
    const full = ground.full(path);
    if (!ground.obstacle(folderOf(path)) && lookAt(full)?.isFile()) aside.take(path, full);
  }
  const files = new Set(entry.puts.map((put) => put.path));
  const needed = foldersOn([...files]);
  const emptied = [...foldersOn(entry.removes)].filter((folder) => !needed.has(folder));
  for (const folder of emptied.sort((a, b) => b.length - a.length)) {
    const stays = [folder, ...foldersOn([folder])].some((path) => files.has(path)) ? GONE : MAY_STAY;
    removeEmpty(ground, folder, stays);
  }
}

/** Removes a folder that has become empty; with one of `stays` it may stay. */
export function removeEmpty(ground: Ground, folder: string, stays: readonly string[] = MAY_STAY): void {
  const full = ground.full(folder);
  if (folder === '' || !ground.obstacle(folderOf(folder)))
    attempt('remove', full, () => unless(stays, () => fs.rmdirSync(full)));
}

/** A folder that is not empty, not there, or no folder any more needs nothing; */
const GONE = ['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR'];
/** one that cannot be removed may stay, if no file takes its place. */
const MAY_STAY = [...GONE, 'EACCES', 'EPERM', 'EBUSY'];

function putInPlace(ground: Ground, put: { path: string; added: boolean }, staged: string, aside: Aside): void {
  const target = ground.full(put.path);
  ground.make(folderOf(put.path));
  if (put.added ? isThere(target, staged) : !lookAt(staged)) return;
  if (!put.added) aside.keep(put.path, target);
  attempt('write', target, () => move(staged, target));
}

/** Whether a new file is in place already. Something else in its place came after the plan: it is a person's. */
function isThere(target: string, staged: string): boolean {
  const found = lookAt(target);
  if (!found) return false;
  if (!lookAt(staged)) return true;
  const same = () => fs.readFileSync(target).equals(fs.readFileSync(staged));
  if (found.isFile() && attempt('read', target, same)) return false;
  throw inTheWay(target, kindOf(found), 'a file');
}

/** What an error in the middle means: the next command goes on. */
export function half(room: Room, error: unknown): unknown {
  if (!(error instanceof WriteError)) return error;
  const fix = `${error.fix}: the next command completes the tree, which may be half new now (or remove ${room.path} to leave it so)`;
  return new WriteError(error.kind, error.path, error.message, fix, { cause: error });
}
