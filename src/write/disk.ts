import fs from 'node:fs';
import { cut } from '../base/cut';
import { Refusal } from '../base/refusal';
import { codeOf } from './error';

/** What a person reads of a call to the disk: what was tried. Calls to the network, and those that start programs, are none. */
const TRIED: Readonly<Record<string, string>> = {
  ...{ open: 'open', read: 'read', scandir: 'read', opendir: 'read', readlink: 'read', realpath: 'look at' },
  ...{ stat: 'look at', lstat: 'look at', fstat: 'look at', statfs: 'look at', access: 'look at' },
  ...{ write: 'write', fsync: 'write', ftruncate: 'write', rename: 'write', link: 'write', symlink: 'write' },
  ...{ copyfile: 'write', cp: 'write', mkdir: 'make', mkdtemp: 'make', chmod: 'change', fchmod: 'change' },
  ...{ unlink: 'remove', rmdir: 'remove', rm: 'remove' },
};

const FREE = 'free some space, then run again';
const RIGHTS = 'let the user who runs steading read and write there';
const LOOK = 'see what is at that place, then run again';

const WHY: Readonly<Record<string, readonly [why: string, fix: string]>> = {
  ENOSPC: ['no space is left on the disk', FREE],
  EDQUOT: ['the disk quota is used up', FREE],
  EFBIG: ['the file is larger than the system allows', FREE],
  EACCES: ['permission denied', RIGHTS],
  EPERM: ['operation not permitted', RIGHTS],
  EROFS: ['the disk is mounted read-only', RIGHTS],
  ENOENT: ['it is not there, or was removed meanwhile', LOOK],
  EISDIR: ['it is a folder, not a file', LOOK],
  ENOTDIR: ['a file is where a folder must be', LOOK],
  EEXIST: ['something is there already', LOOK],
  ENOTEMPTY: ['it is not empty', LOOK],
  ELOOP: ['its symbolic links lead in a circle', LOOK],
  ENAMETOOLONG: [
    'the path is longer than the system allows',
    'move it to a shorter path, or take out the folders below it',
  ],
  EMFILE: ['too many files are open', 'raise the limit (ulimit -n), or end other programs; then run again'],
  ENFILE: ['too many files are open', 'raise the limit (ulimit -n), or end other programs; then run again'],
  EIO: ['the disk gives an error', 'see what the system log says of the disk'],
};

const LONGEST_PATH = 200;

/** What a person reads where the disk did not let us; undefined for any other error. */
export function troubleOf(error: unknown): Refusal | undefined {
  const code = codeOf(error);
  const { syscall = '', path, dest } = error as NodeJS.ErrnoException & { readonly dest?: string };
  const tried = TRIED[syscall];
  if (code === undefined || tried === undefined) return undefined;
  const at = cut(dest ?? path ?? 'a file', LONGEST_PATH);
  return new Refusal('could-not', `cannot ${tried} ${at}: ${reasonOf(error)}`, WHY[code]?.[1] ?? LOOK);
}

/** Why the disk did not let us, without the path. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error) ?? '';
  return WHY[code]?.[0] ?? code;
}

/** Errors: {@link Refusal}, naming the path also where the system does not. */
export function readFile(path: string): Buffer {
  return named(path, () => fs.readFileSync(path));
}

/** Errors: {@link Refusal}. */
export function readText(path: string): string {
  return readFile(path).toString();
}

/** Does one step on `path`. Errors: {@link Refusal} where the disk does not let us. */
export function named<T>(path: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof Error && codeOf(error) !== undefined) throw troubleOf(Object.assign(error, { path })) ?? error;
    throw error;
  }
}
