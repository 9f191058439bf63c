import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { dirname } from 'node:path';
import { attempt, WriteError } from './error';
import { signature } from './key';
import { pathList, readIfThere } from './ownership';
import { safePath } from './paths';
import type { Plan } from './plan';
import type { Room } from './room';

/** A file on its way: what is to stand at its path in the end. */
export interface JournalPut {
  readonly path: string;
  /** Nothing was there when it was planned. */
  readonly added: boolean;
  /** In bytes. */
  readonly size: number;
  readonly sha256: string;
}

/** What is still to be done in one environment. */
export interface JournalEntry {
  readonly environment: string;
  readonly puts: readonly JournalPut[];
  readonly removes: readonly string[];
  /** The topmost folders that were not there when it was planned; '' is the environment's own. */
  readonly folders: readonly string[];
}

export type Journal = readonly JournalEntry[];

/** What a killed command left: a tree to be put in place, or one to be taken back. */
export interface Pending {
  readonly journal: Journal;
  readonly undo: boolean;
}

const SCHEMA = 2;

/**
 * The commit point: before it the old tree stands, after it the new one is certain unless its files are lost. One fsync, then one rename.
 * Errors: `unwritable`, `full`; nothing is committed then.
 */
export function commit(room: Room, plan: Plan): Journal {
  const journal: Journal = plan.environments.map(({ name, puts, removes, fresh }) => ({
    environment: name,
    puts: puts.map(({ file: { path, content }, added }) => ({ path, added, ...sumOf(Buffer.from(content)) })),
    removes,
    folders: [...fresh],
  }));
  const body = JSON.stringify({ schema: SCHEMA, out: placeOf(room), journal });
  attempt('write', room.draft, () => {
    const handle = fs.openSync(room.draft, 'wx', 0o600);
    try {
      fs.writeFileSync(handle, `${signature(body)}\n${body}\n`);
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
    fs.renameSync(room.draft, room.journal);
  });
  return journal;
}

/** What tells the bytes of a file from others. */
export function sumOf(bytes: Buffer): { readonly size: number; readonly sha256: string } {
  return { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/**
 * What a killed command of this user had committed here; undefined when it had not. Errors: `damaged` for a journal that cannot be read, or that
 * another user, another machine or a checkout brought; `unwritable`.
 */
export function readJournal(room: Room): Pending | undefined {
  for (const path of [room.undo, room.journal]) {
    const text = attempt('read', path, () => readIfThere(path));
    if (text === undefined) continue;
    const journal = parse(text, room);
    if (!journal) throw notOurs(room, path);
    return { journal, undo: path === room.undo };
  }
  return undefined;
}

function notOurs(room: Room, path: string): WriteError {
  const message = `${path} is not what a steading of yours wrote for this folder on this machine: nothing is done by it`;
  const fix =
    `if a checkout brought it, take it out of Git; if a command was killed here, the tree may be half new: see what Git says of it. ` +
    `Then remove ${room.path} and run again: files with equal content are taken over, others are named`;
  return new WriteError('damaged', path, message, fix);
}

/** From here on the old tree is what is certain. Errors: `unwritable`. */
export function decideUndo(room: Room): void {
  attempt('write', room.undo, () => fs.renameSync(room.journal, room.undo));
}

/** Says that all is in place. */
export function closeJournal(room: Room): void {
  for (const path of [room.journal, room.undo]) attempt('remove', path, () => fs.rmSync(path, { force: true }));
}

function placeOf(room: Room): string {
  return attempt('read', dirname(room.path), () => fs.realpathSync(dirname(room.path)));
}

function parse(text: string, room: Room): Journal | undefined {
  const [sum = '', body = ''] = text.split('\n');
  if (sum !== signature(body)) return undefined;
  const { schema, out, journal } = JSON.parse(body) as { schema: number; out: string; journal: Journal };
  return schema === SCHEMA && out === placeOf(room) && journal.every(sound) ? journal : undefined;
}

function sound({ environment, puts, removes, folders }: JournalEntry): boolean {
  if (!safePath(environment) || environment.includes('/')) return false;
  const paths = [puts.map((put) => put.path), removes, folders.filter((folder) => folder !== '')];
  return paths.every((list) => pathList(list) !== undefined);
}
