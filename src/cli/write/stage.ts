import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { attempt, failure } from './error';
import { isFolder } from './ground';
import type { EnvironmentPlan, Plan } from './plan';
import type { Room } from './room';
import type { TreeFile } from './tree';

/** Where the n-th file of a plan or journal waits. */
export function stagedFile(room: Room, n: number): string {
  return join(room.stage, String(n));
}

/**
 * Writes every file of a plan beside the target, in order. Calls that block are 4 times faster here than promises.
 * Not one fsync: 10,000 of them take 21 s. Errors: `unwritable`, `full`; the target is untouched then.
 */
export function stage(room: Room, plan: Plan): void {
  attempt('make', room.stage, () => fs.mkdirSync(room.stage));
  let n = 0;
  for (const { name, puts } of plan.environments)
    for (const { file } of puts)
      stageFile(stagedFile(room, n++), file, () => join(dirname(room.path), name, file.path));
}

function stageFile(path: string, file: TreeFile, target: () => string): void {
  try {
    const handle = fs.openSync(path, 'wx', file.mode);
    try {
      fs.fchmodSync(handle, file.mode);
      fs.writeFileSync(handle, file.content);
    } finally {
      fs.closeSync(handle);
    }
  } catch (error) {
    throw failure('write', target(), error);
  }
}

/** Sees, before anything is written, that every folder to be changed can be. Errors: `unwritable`, naming the first that cannot. */
export function checkWritable(environments: readonly EnvironmentPlan[]): void {
  const checked = new Set<string>();
  for (const { folders } of environments) {
    for (const folder of folders) {
      let there = folder;
      while (!isFolder(there)) there = dirname(there);
      if (checked.has(there)) continue;
      checked.add(there);
      attempt('write in', there, () => fs.accessSync(there, fs.constants.W_OK | fs.constants.X_OK));
    }
  }
}
