import { Refusal } from '../base/refusal';

export type WriteErrorKind = 'foreign' | 'unwritable' | 'busy' | 'full' | 'damaged' | 'unfinished';

/**
 * Why a tree could not be written. A message and a fix in the words of a finding, and the path that it is about.
 *
 * - `foreign`: something that Steading did not make is in the way
 * - `unwritable`: the system says no (rights, a read-only disk, a folder that is a file …)
 * - `busy`: another command writes there now
 * - `full`: no space, over the quota, or a file larger than allowed
 * - `damaged`: Steading's own list or journal cannot be read, or the journal is not what this user wrote on this machine
 * - `unfinished`: a killed command left a tree that is yet to be completed
 */
export class WriteError extends Refusal {
  override readonly name = 'WriteError';

  constructor(
    readonly kind: WriteErrorKind,
    readonly path: string,
    message: string,
    fix: string,
    options?: ErrorOptions,
  ) {
    super('could-not', message, fix, options);
  }
}

/** The code of a system error (`ENOENT`), or undefined for anything else. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as Partial<NodeJS.ErrnoException> | null | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** What a system error on `path` means to a person. Anything that is not a system error comes back as it is: a bug. */
export function failure(verb: string, path: string, error: unknown): unknown {
  const code = codeOf(error);
  if (error instanceof WriteError || code === undefined) return error;
  const full = FULL[code];
  if (full) return new WriteError('full', path, `cannot ${verb} ${path}: ${full[0]}`, full[1], { cause: error });
  const [why, fix] = DENIED[code] ?? [code, 'see that the folder can be written, or choose another one with --out'];
  return new WriteError('unwritable', path, `cannot ${verb} ${path}: ${why}`, fix, { cause: error });
}

/** Does one step on `path`; a system error becomes a {@link WriteError} that names it. */
export function attempt<T>(verb: string, path: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw failure(verb, path, error);
  }
}

/** Does one step whose failure with one of `codes` means nothing. Says whether it was done. */
export function unless(codes: readonly string[], step: () => void): boolean {
  try {
    step();
    return true;
  } catch (error) {
    if (codes.includes(codeOf(error) ?? '')) return false;
    throw error;
  }
}

/** Does one step that may fail: what it leaves, the next command takes care of. */
export function quietly(step: () => void): void {
  try {
    step();
  } catch {
    // nothing is lost by it
  }
}

type Words = readonly [why: string, fix: string];

const RIGHTS = 'let the user who runs steading write there, or choose another folder with --out';

const FULL: Readonly<Record<string, Words>> = {
  ENOSPC: ['no space is left on the disk', 'free some space, or choose another disk with --out; then run again'],
  EDQUOT: ['the disk quota is used up', 'free some space, or choose another disk with --out; then run again'],
  EFBIG: [
    'the file is larger than the system allows',
    'raise the limit (ulimit -f), or choose another disk with --out',
  ],
};

const DENIED: Readonly<Record<string, Words>> = {
  EACCES: ['permission denied', RIGHTS],
  EPERM: ['operation not permitted', RIGHTS],
  EROFS: ['the disk is mounted read-only', 'mount it writable, or choose another folder with --out'],
  ENOTDIR: ['a file is where a folder must be', 'move that file away, or choose another folder with --out'],
  EEXIST: ['a file is where a folder must be', 'move that file away, or choose another folder with --out'],
  ENAMETOOLONG: ['the name is too long for this disk', 'shorten the name, or choose a shorter folder with --out'],
  ELOOP: ['its symbolic links lead in a circle', 'remove the link, or choose another folder with --out'],
};
