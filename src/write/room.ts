import fs from 'node:fs';
import { join } from 'node:path';
import { attempt, unless, WriteError } from './error';
import { type Standing, standing } from './ground';

/** The hidden folder beside the environments that holds what is under way. It is on their file system, so a rename is enough. */
export const ROOM = '.steading';

export interface Room {
  readonly path: string;
  /** New files, as they will stand: a folder an environment. */
  readonly stage: string;
  /** Old files, as they stood, until all new ones are in place: a folder an environment. */
  readonly old: string;
  /** Its being there means: the new tree is complete, and is put in place by whoever comes next. */
  readonly journal: string;
  /** The journal once it is certain that the new tree is lost: the old one is put back by whoever comes next. */
  readonly undo: string;
  /** The journal while it is written. */
  readonly draft: string;
  readonly lock: string;
}

/** Where the parts of the hidden folder of `out` are. */
export function roomOf(out: string): Room {
  const path = join(out, ROOM);
  return {
    path,
    stage: join(path, 'stage'),
    old: join(path, 'old'),
    journal: join(path, 'journal'),
    undo: join(path, 'undo'),
    draft: join(path, 'journal.draft'),
    lock: join(path, 'lock'),
  };
}

/** Whether a command is at work, or one was killed. Errors: `foreign` when what is there is not as Steading makes it, such as a link. */
export function roomExists({ path, stage, old, lock, journal, undo, draft }: Room): boolean {
  if (!is(path, 'folder')) return false;
  for (const folder of [stage, old, lock]) is(folder, 'folder');
  for (const file of [journal, undo, draft]) is(file, 'file');
  return true;
}

function is(path: string, wanted: Standing): boolean {
  const what = standing(path);
  if (what === 'nothing' || what === wanted) return what === wanted;
  const message = `a ${what} is at ${path}, where steading keeps a ${wanted} with what is under way`;
  throw new WriteError('foreign', path, message, 'move it away, or choose another folder with --out');
}

/** Makes the hidden folder if it is not there. Errors: `foreign`, `unwritable`, `full`. */
export function openRoom(room: Room): void {
  if (!is(room.path, 'folder')) attempt('make', room.path, () => unless(['EEXIST'], () => fs.mkdirSync(room.path)));
}

/** Drops all that is not committed. The target was not touched yet, or has become what it is to be. Errors: `unwritable`. */
export function discard(room: Room): void {
  for (const path of [room.stage, room.old, room.draft])
    attempt('remove', path, () => fs.rmSync(path, { recursive: true, force: true }));
}
