import fs from 'node:fs';
import { dirname, resolve } from 'node:path';
import { apply } from './apply';
import { failure, quietly, WriteError } from './error';
import { isFolder, makeFolder, standing } from './ground';
import { commit, readJournal } from './journal';
import { takeLock, tidyLocks } from './lock';
import { asGit, exactly, makePlan, type Plan } from './plan';
import { discard, type Room, roomExists, roomOf } from './room';
import { checkWritable, stage } from './stage';
import { type Changes, checkTrees, type Tree } from './tree';

/**
 * Writes the trees to `<out>/<environment>/`, all or none. Killed at any point, the next command leaves the old or the new trees.
 * Files that Steading owns and no longer makes are removed; a person's files, `.git` and environments not given stay as they are.
 *
 * Errors, before anything is changed: `foreign` (something that Steading did not make is in the way), `unwritable`, `full`, `busy`
 * (another command writes there), `damaged` (its list or journal cannot be read); a plain `Error` for paths that no tree can have.
 * Only a disk that fails, fills or is changed by others between the check and the renames leaves a half new tree: the next command completes it.
 */
export async function writeTrees(out: string, trees: readonly Tree[]): Promise<Changes> {
  checkTrees(trees);
  const root = resolve(out);
  const made: string[] = [];
  try {
    makeOut(root, made);
    return await locked(root, (room) => {
      const plan = makePlan(root, trees, exactly);
      if (plan.environments.length > 0) carryOut(root, room, plan);
      return plan.changes;
    });
  } catch (error) {
    throw failure('write in', root, error);
  } finally {
    for (const folder of made.reverse()) quietly(() => fs.rmdirSync(folder));
  }
}

/**
 * What {@link writeTrees} would change now that Git would tell, or the errors that it would have. Writes nothing of its own,
 * but completes or rolls back what a killed command left.
 */
export async function compareTrees(out: string, trees: readonly Tree[]): Promise<Changes> {
  checkTrees(trees);
  const root = resolve(out);
  await recover(root);
  try {
    return makePlan(root, trees, asGit).changes;
  } catch (error) {
    throw failure('read', root, error);
  }
}

/**
 * Completes what a killed command had committed, rolls back what it had not; does nothing else.
 * Errors: `busy`, `damaged`, `unwritable`, `full`, and `foreign` for what a person put in the way since; all can be tried again.
 */
export async function recover(out: string): Promise<void> {
  const root = resolve(out);
  try {
    if (roomExists(roomOf(root))) await locked(root, () => undefined);
  } catch (error) {
    throw failure('write in', root, error);
  }
}

/** Alone in `out`, with nothing left of a killed command. */
async function locked<T>(out: string, work: (room: Room) => T): Promise<T> {
  const room = roomOf(out);
  const lock = await takeLock(room);
  try {
    tidyLocks(room);
    const journal = readJournal(room);
    if (journal) apply(out, room, journal);
    discard(room);
    return work(room);
  } finally {
    lock.release();
  }
}

function carryOut(out: string, room: Room, plan: Plan): void {
  checkWritable(plan.environments);
  let journal: ReturnType<typeof commit>;
  try {
    stage(room, plan);
    journal = commit(room, plan);
  } catch (error) {
    quietly(() => discard(room)); // what is left the next command discards; the first error says more
    throw error;
  }
  apply(out, room, journal);
  quietly(() => discard(room));
}

/** Makes the folder that everything goes into, and adds to `made` those that are new. */
function makeOut(out: string, made: string[]): void {
  const missing: string[] = [];
  for (let folder = out; standing(folder) === 'nothing'; folder = dirname(folder)) missing.push(folder);
  for (const folder of missing.reverse()) {
    makeFolder(folder);
    made.push(folder);
  }
  if (isFolder(out)) return;
  const message = `cannot write in ${out}: it is a ${standing(out)}, not a folder`;
  throw new WriteError('unwritable', out, message, 'move it away, or choose another folder with --out');
}
