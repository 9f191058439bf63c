import fs from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { attempt, failure, quietly, unless, WriteError } from './error';
import { judge, ownName, parseName } from './holder';
import { openRoom, type Room, roomExists } from './room';

export interface Lock {
  /** Lets others in, and removes the hidden folder when nothing is left in it. Never fails: the lock of an ended process is void. */
  release(): void;
}

const PATIENCE_MS = 3000;
const PAUSE_MS = 40;

/**
 * Waits a little for the right to write, then holds it until `release`. The lock is a folder with one file, whose name says who holds it:
 * it comes by one rename, which fails on a folder that is not empty, and a dead one's file is removed by name, so that nobody removes a live one.
 * Errors: `busy`, naming the process; `damaged` for a lock that is none; `foreign`, `unwritable`, `full`.
 */
export async function takeLock(room: Room, patience = PATIENCE_MS): Promise<Lock> {
  const name = ownName();
  const end = performance.now() + patience;
  for (;;) {
    const holder = readHolder(room);
    if (holder === undefined && tryTake(room, name)) return { release: () => release(room, name) };
    if (holder !== undefined && dropIfDead(room, holder)) continue;
    if (performance.now() > end) throw busy(room, holder);
    await sleep(PAUSE_MS);
  }
}

/** Waits a little until nobody writes. Takes nothing and changes nothing; a dead one's lock is free. Errors: as those of {@link takeLock}. */
export async function waitUntilFree(room: Room, patience = PATIENCE_MS): Promise<void> {
  const end = performance.now() + patience;
  for (;;) {
    const holder = readHolder(room);
    if (holder === undefined || isDead(holder)) return;
    if (performance.now() > end) throw busy(room, holder);
    await sleep(PAUSE_MS);
  }
}

/** The name in the lock; undefined when it is free. */
function readHolder(room: Room): string | undefined {
  if (!roomExists(room)) return undefined;
  let names: string[] = [];
  attempt('read', room.lock, () =>
    unless(['ENOENT'], () => {
      names = fs.readdirSync(room.lock);
    }),
  );
  return names[0];
}

function tryTake(room: Room, name: string): boolean {
  const draft = join(room.path, `lock-${name}`);
  openRoom(room);
  try {
    unless(LOST, () => {
      fs.mkdirSync(draft);
      fs.writeFileSync(join(draft, name), '');
      fs.renameSync(draft, room.lock);
    });
    if (fs.existsSync(join(room.lock, name))) return true;
    fs.rmSync(draft, { recursive: true, force: true });
    return false;
  } catch (error) {
    quietly(() => fs.rmSync(draft, { recursive: true, force: true }));
    release(room, name);
    throw failure('write in', room.path, error);
  }
}

/** Another one was faster, or tidied up while this one prepared. */
const LOST = ['ENOTEMPTY', 'EEXIST', 'ENOENT'];

function dropIfDead(room: Room, name: string): boolean {
  if (!isDead(name)) return false;
  attempt('remove', room.lock, () => fs.rmSync(join(room.lock, name), { force: true }));
  return true;
}

function isDead(name: string): boolean {
  const holder = parseName(name);
  return holder !== undefined && judge(holder) === 'dead';
}

/** Removes what others left of locks that they never got. Only for the holder; one that is still trying begins again. */
export function tidyLocks(room: Room): void {
  attempt('tidy', room.path, () => {
    for (const entry of fs.readdirSync(room.path))
      if (entry.startsWith('lock-')) fs.rmSync(join(room.path, entry), { recursive: true, force: true });
  });
}

function release(room: Room, name: string): void {
  quietly(() => fs.rmSync(join(room.lock, name), { force: true }));
  quietly(() => fs.rmdirSync(room.lock));
  quietly(() => fs.rmdirSync(room.path));
}

function busy(room: Room, name: string | undefined): WriteError {
  const holder = parseName(name ?? '');
  const by = (who: string, fix: string) =>
    new WriteError('busy', room.lock, `${who} is writing in ${join(room.path, '..')} now`, fix);
  if (!holder) {
    const message = `${room.lock} is not a lock as steading makes it`;
    return new WriteError('damaged', room.lock, message, `see that no steading is running, then remove ${room.lock}`);
  }
  if (judge(holder) === 'alive')
    return by(`another steading (pid ${holder.pid})`, 'wait until it has ended; then run again');
  const where = `another steading (pid ${holder.pid} on ${holder.host}, which cannot be seen from here)`;
  return by(where, `wait until it has ended; if it no longer runs, remove ${room.lock}`);
}
