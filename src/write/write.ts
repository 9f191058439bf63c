import fs from 'node:fs';
import { dirname, resolve } from 'node:path';
import { apply } from './apply';
import { refuseTracked, staysInCheckout } from './checkout';
import { failure, quietly, WriteError } from './error';
import { isFolder, makeFolder, standing } from './ground';
import { commit, readJournal } from './journal';
import { takeLock, tidyLocks, waitUntilFree } from './lock';
import { asGit, exactly, makePlan, type Plan } from './plan';
import { discard, type Room, roomExists, roomOf } from './room';
import { checkWritable, stage } from './stage';
import { type Changes, checkTrees, type Tree } from './tree';
import { isWhole, undo } from './undo';

/** Whether what is ready shall be put in place. */
type Agree = () => Promise<boolean>;

/** Files for which a thread of its own is worth its while. */
const MANY = 500;
const NONE: Changes = { added: [], changed: [], removed: [], unchanged: 0 };

/**
 * Writes the trees to `<out>/<environment>/`, all or none. Killed at any point, the next command leaves the old or the new trees.
 * Files that Steading owns and no longer makes are removed; a person's files, `.git` and environments not given stay as they are.
 *
 * Errors, before anything is changed: `foreign` (something that Steading did not make is in the way), `unwritable`, `full`, `busy`
 * (another command writes there), `damaged` (its list or journal cannot be read, or the journal is another's); a plain `Error` for paths that no tree can have.
 * Only a disk that fails, fills or is changed by others between the check and the renames leaves a half new tree: the next command completes it.
 *
 * `agree` is asked while the files are laid ready. Where it says no, nothing is put in place, and there are no changes.
 */
export async function writeTrees(out: string, trees: readonly Tree[], agree?: Agree): Promise<Changes> {
  checkTrees(trees);
  const root = resolve(out);
  const made: string[] = [];
  try {
    staysInCheckout(root);
    makeOut(root, made);
    return await locked(root, async (room) => {
      const plan = makePlan(root, trees, exactly);
      return (await carryOut(root, room, plan, agree)) ? plan.changes : NONE;
    });
  } catch (error) {
    throw failure('write in', root, error);
  } finally {
    for (const folder of made.reverse()) quietly(() => fs.rmdirSync(folder));
  }
}

/**
 * What {@link writeTrees} would change now that Git would tell, or the errors that it would have. Reads only. Errors as well: `unfinished` where a
 * killed command left a tree that the next one that writes has to complete.
 */
export async function compareTrees(out: string, trees: readonly Tree[]): Promise<Changes> {
  checkTrees(trees);
  const root = resolve(out);
  const room = roomOf(root);
  try {
    staysInCheckout(root);
    if (roomExists(room)) {
      refuseTracked(room);
      await waitUntilFree(room);
      if (readJournal(room)) throw unfinished(root, room);
    }
    return makePlan(root, trees, asGit).changes;
  } catch (error) {
    throw failure('read', root, error);
  }
}

function unfinished(out: string, room: Room): WriteError {
  const message = `a steading that was killed left the tree in ${out} half new`;
  return new WriteError('unfinished', room.path, message, 'run the same without --check: it completes the tree first');
}

/** Alone in `out`, with nothing left of a killed command. */
async function locked<T>(out: string, work: (room: Room) => T | Promise<T>): Promise<T> {
  const room = roomOf(out);
  if (roomExists(room)) refuseTracked(room);
  const lock = await takeLock(room);
  try {
    tidyLocks(room);
    settle(out, room);
    return await work(room);
  } finally {
    lock.release();
  }
}

/** Completes what a killed command had committed, or takes it back where its files are lost; drops what it had not. */
function settle(out: string, room: Room): void {
  const pending = readJournal(room);
  if (pending) {
    const { journal } = pending;
    if (pending.undo || !isWhole(out, room, journal)) undo(out, room, journal);
    else apply(out, room, journal);
  }
  discard(room);
}

/** Says whether it was done. */
async function carryOut(out: string, room: Room, plan: Plan, agree: Agree = async () => true): Promise<boolean> {
  if (plan.environments.length === 0) return agree();
  checkWritable(plan.environments);
  let journal: ReturnType<typeof commit>;
  try {
    const puts = plan.environments.reduce((sum, { puts }) => sum + puts.length, 0);
    const [agreed] = await together([agree(), stage(room, plan, puts > MANY)]);
    if (!agreed) {
      discard(room);
      return false;
    }
    journal = commit(room, plan);
  } catch (error) {
    quietly(() => discard(room)); // what is left the next command discards; the first error says more
    throw error;
  }
  apply(out, room, journal);
  quietly(() => discard(room));
  return true;
}

/** The end of both, also where one of them fails early. */
async function together<A, B>(both: readonly [Promise<A>, Promise<B>]): Promise<readonly [A, B]> {
  await Promise.allSettled(both);
  return Promise.all(both);
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
