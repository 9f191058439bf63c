import fs from 'node:fs';
import { join } from 'node:path';
import { attempt, unless, WriteError } from './error';
import { standing } from './ground';

/** The hidden folder beside the environments that holds what is under way. It is on their file system, so a rename is enough. */
export const ROOM = '.steading';

export interface Room {
  readonly path: string;
  /** New files, as they will stand: a folder an environment. */
  readonly stage: string;
  /** Its being there means: the new tree is complete, and is put in place by whoever comes next. */
  readonly journal: string;
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
    journal: join(path, 'journal'),
    draft: join(path, 'journal.draft'),
    lock: join(path, 'lock'),
  };
}

/** Whether a command is at work, or one was killed. Errors: `foreign` when a person's file or link has that name. */
export function roomExists(room: Room): boolean {
  const what = standing(room.path);
  if (what === 'nothing' || what === 'folder') return what === 'folder';
  const message = `${room.path} is a ${what}, and steading keeps what is under way in a folder of that name`;
  throw new WriteError('foreign', room.path, message, 'move it away, or choose another folder with --out');
}

/** Makes the hidden folder if it is not there. Errors: `foreign`, `unwritable`, `full`. */
export function openRoom(room: Room): void {
  if (!roomExists(room)) attempt('make', room.path, () => unless(['EEXIST'], () => fs.mkdirSync(room.path)));
}

/** Drops all that is not committed. The target was not touched yet. Errors: `unwritable`. */
export function discard(room: Room): void {
  attempt('remove', room.stage, () => fs.rmSync(room.stage, { recursive: true, force: true }));
  attempt('remove', room.draft, () => fs.rmSync(room.draft, { force: true }));
}
