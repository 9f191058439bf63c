import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { attempt, codeOf, failure, unless, WriteError } from './error';
import { Ground, inTheWay, kindOf, lookAt } from './ground';
import { closeJournal, type Journal, type JournalEntry } from './journal';
import { folderOf } from './paths';
import type { Room } from './room';
import { stagedFolder } from './stage';

/**
 * Puts in place what a journal says, and closes it: old files go, then new ones come, each by one rename. Every step can be done again,
 * so whoever comes after a killed command calls the same. Errors: `unwritable`, `full`, and `foreign` for what a person put in the way
 * since it was planned; the journal stays then, and the next command goes on from there.
 */
export function apply(out: string, room: Room, journal: Journal): void {
  try {
    for (const entry of journal) {
      const ground = new Ground(join(out, entry.environment));
      const staged = stagedFolder(room, entry.environment);
      if (comesWhole(ground.root, staged)) continue;
      removeOld(ground, entry);
      for (const put of entry.puts) putInPlace(ground, put, join(staged, put.path));
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

function removeOld(ground: Ground, entry: JournalEntry): void {
  for (const path of entry.removes) {
    const full = ground.full(path);
    if (!ground.obstacle(folderOf(path)) && lookAt(full)?.isFile()) attempt('remove', full, () => fs.unlinkSync(full));
  }
  const files = new Set(entry.puts.map((put) => put.path));
  const needed = foldersOf([...files]);
  const emptied = [...foldersOf(entry.removes)].filter((folder) => !needed.has(folder));
  for (const folder of emptied.sort((a, b) => b.length - a.length)) {
    const full = ground.full(folder);
    const stays = [folder, ...foldersOf([folder])].some((path) => files.has(path)) ? GONE : MAY_STAY;
    if (!ground.obstacle(folderOf(folder))) attempt('remove', full, () => unless(stays, () => fs.rmdirSync(full)));
  }
}

/** A folder that is not empty, not there, or no folder any more needs nothing; */
const GONE = ['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR'];
/** one that cannot be removed may stay, if no file takes its place. */
const MAY_STAY = [...GONE, 'EACCES', 'EPERM', 'EBUSY'];

/** All folders on the way to some paths. */
function foldersOf(paths: readonly string[]): Set<string> {
  const folders = new Set<string>();
  for (const path of paths)
    for (let folder = folderOf(path); folder !== '' && !folders.has(folder); folder = folderOf(folder))
      folders.add(folder);
  return folders;
}

function putInPlace(ground: Ground, put: { path: string; added: boolean }, staged: string): void {
  const target = ground.full(put.path);
  ground.make(folderOf(put.path));
  if (put.added && isThere(target, staged)) return;
  try {
    fs.renameSync(staged, target);
  } catch (error) {
    if (codeOf(error) === 'EXDEV') carry(staged, target);
    else if (codeOf(error) !== 'ENOENT' || lookAt(staged)) throw failure('write', target, error);
  }
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

/** The rename for an environment's folder that is a mount of its own. */
function carry(staged: string, target: string): void {
  const beside = join(dirname(target), '.steading.part');
  attempt('write', target, () => {
    fs.copyFileSync(staged, beside);
    fs.chmodSync(beside, fs.statSync(staged).mode & 0o777);
    fs.renameSync(beside, target);
    fs.rmSync(staged);
  });
}

function half(room: Room, error: unknown): unknown {
  if (!(error instanceof WriteError)) return error;
  const fix = `${error.fix}: the next command completes the tree, which may be half new now (or remove ${room.path} to leave it so)`;
  return new WriteError(error.kind, error.path, error.message, fix, { cause: error });
}
