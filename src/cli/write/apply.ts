import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { attempt, codeOf, failure, unless, WriteError } from './error';
import { Ground, inTheWay, kindOf, lookAt } from './ground';
import type { Journal, JournalEntry } from './journal';
import { folderOf } from './paths';
import type { Room } from './room';
import { stagedFile } from './stage';

/**
 * Puts in place what a journal says: old files go, then new ones come, each by one rename. Every step can be done again,
 * so whoever comes after a killed command calls the same. Errors: `unwritable`, `full`, and `foreign` for what a person put in the way
 * since it was planned; the journal stays then, and the next command goes on from there.
 */
export function apply(out: string, room: Room, journal: Journal): void {
  let n = 0;
  try {
    for (const entry of journal) {
      const ground = new Ground(join(out, entry.environment));
      removeOld(ground, entry);
      for (const put of entry.puts) putInPlace(ground, put, stagedFile(room, n++));
    }
  } catch (error) {
    throw half(room, error);
  }
}

function removeOld(ground: Ground, entry: JournalEntry): void {
  const emptied = new Set<string>();
  for (const path of entry.removes) {
    const full = ground.full(path);
    if (!ground.obstacle(folderOf(path)) && lookAt(full)?.isFile()) attempt('remove', full, () => fs.unlinkSync(full));
    for (let folder = folderOf(path); folder !== '' && !emptied.has(folder); folder = folderOf(folder))
      emptied.add(folder);
  }
  for (const { path } of entry.puts)
    for (let folder = folderOf(path); emptied.delete(folder); folder = folderOf(folder));
  const deepestFirst = [...emptied].sort((a, b) => b.length - a.length);
  for (const folder of deepestFirst)
    if (!ground.obstacle(folderOf(folder))) unless(STAYS, () => fs.rmdirSync(ground.full(folder)));
  ground.forget();
}

/** A folder that is not empty, not there, no folder any more, or not ours to remove stays as it is. */
const STAYS = ['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EBUSY'];

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
  const fix = `${error.fix}: the next command completes the tree, which is half new now (or remove ${room.path} to leave it so)`;
  return new WriteError(error.kind, error.path, error.message, fix, { cause: error });
}
