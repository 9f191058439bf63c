import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { attempt, WriteError } from './error';
import { pathList, readIfThere } from './ownership';
import { safePath } from './paths';
import type { Plan } from './plan';
import type { Room } from './room';

/** What is still to be done in one environment. */
export interface JournalEntry {
  readonly environment: string;
  readonly puts: readonly { readonly path: string; readonly added: boolean }[];
  readonly removes: readonly string[];
}

export type Journal = readonly JournalEntry[];

/**
 * The commit point: before it the old tree stands, after it the new one is certain. One fsync, then one rename.
 * Errors: `unwritable`, `full`; nothing is committed then.
 */
export function commit(room: Room, plan: Plan): Journal {
  const journal: Journal = plan.environments.map(({ name, puts, removes }) => ({
    environment: name,
    puts: puts.map(({ file, added }) => ({ path: file.path, added })),
    removes,
  }));
  const body = JSON.stringify({ schema: 1, journal });
  attempt('write', room.draft, () => {
    const handle = fs.openSync(room.draft, 'w');
    try {
      fs.writeFileSync(handle, `${digest(body)}\n${body}\n`);
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
    fs.renameSync(room.draft, room.journal);
  });
  return journal;
}

/** What a killed command had committed; undefined when it had not. Errors: `damaged`, `unwritable`. */
export function readJournal(room: Room): Journal | undefined {
  const text = attempt('read', room.journal, () => readIfThere(room.journal));
  if (text === undefined) return undefined;
  const journal = parse(text);
  if (journal) return journal;
  const message = `${room.journal}, left by a command that was killed, cannot be read: the tree may be half new`;
  const fix = `remove ${room.path} and run again: files with equal content are taken over, others are named`;
  throw new WriteError('damaged', room.journal, message, fix);
}

/** Says that all is in place. */
export function closeJournal(room: Room): void {
  attempt('remove', room.journal, () => fs.rmSync(room.journal, { force: true }));
}

function parse(text: string): Journal | undefined {
  const [sum, body = ''] = text.split('\n');
  if (sum !== digest(body)) return undefined;
  try {
    const { schema, journal } = JSON.parse(body) as { schema: number; journal: Journal };
    return schema === 1 && journal.every(sound) ? journal : undefined;
  } catch {
    return undefined;
  }
}

function sound({ environment, puts, removes }: JournalEntry): boolean {
  if (!safePath(environment) || environment.includes('/')) return false;
  return [puts.map((put) => put.path), removes].every((paths) => pathList(paths) !== undefined);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
