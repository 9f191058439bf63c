import fs from 'node:fs';
import { join } from 'node:path';
import { writeTrees } from '../../src/write';
import { roomOf } from '../../src/write/room';
import { bury, expected, put, scratch, tree, watchCalls } from './support';

const before = [
  tree({ same: '1', changed: '1', gone: '1', 'x/y/gone': '1', swap: '1', 'back/a': '1' }, 'one'),
  tree({ a: '1' }, 'two'),
];
export const after = [
  tree({ same: '1', changed: '2', 'new.sh': '2', 'swap/a': '2', back: '2' }, 'one'),
  tree({ a: '2' }, 'two'),
];
const mine = { 'one/x/mine': '644 mine\n', 'two/.git/HEAD': '644 mine\n' };
export const oldTree = { ...expected(...before), ...mine };
export const newTree = { ...expected(...after), ...mine };

let base = '';
let count = 0;

/** Writes the old tree that {@link old} copies, once in a file of tests. */
export async function prepare(): Promise<void> {
  base = scratch();
  for (const path of Object.keys(mine)) put(join(base, 'prepared'), path);
  await writeTrees(join(base, 'prepared'), before);
}

/** A copy of a folder, in a place of its own. */
function copyOf(from: string): string {
  const out = join(base, String(count++));
  fs.cpSync(from, out, { recursive: true });
  return out;
}

/** Remembers a folder as it is. What it gives back puts it there again: what was left in one place is good in no other. */
export function remember(out: string): () => string {
  const copy = copyOf(out);
  return () => {
    fs.rmSync(out, { recursive: true });
    fs.cpSync(copy, out, { recursive: true });
    return out;
  };
}

/** An `out` with the old tree and a person's files. */
export function old(): string {
  return copyOf(join(base, 'prepared'));
}

class Death extends Error {}
const { writeSync } = fs;

/** Does the work until its n-th call of fs; of a text that is being written then, half gets to the disk. Says whether it died. */
export async function dyingAt(n: number, out: string, work: () => Promise<unknown>): Promise<boolean> {
  let dead = false;
  const stop = watchCalls((call, name, args) => {
    if (call < n) return;
    const text = args[1];
    if (!dead && name === 'writeFileSync' && typeof args[0] === 'number' && typeof text === 'string') {
      dead = true;
      writeSync(args[0], text.slice(0, text.length / 2));
    }
    dead = true;
    throw new Death();
  });
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Death)) throw error;
  } finally {
    stop();
  }
  bury(out);
  return dead;
}

/** How many calls of fs some work makes. */
export async function callsOf(work: (out: string) => Promise<unknown>, out = old()): Promise<number> {
  let calls = 0;
  const stop = watchCalls((n) => {
    calls = n;
  });
  await work(out).finally(stop);
  return calls;
}

/** Writes the new tree. */
export const write = (out: string) => writeTrees(out, after);

/** An `out` with everything committed and about a part of it in place. */
export async function committed(part: number): Promise<string> {
  const total = await callsOf(write);
  for (let n = Math.round(total * part); n < total; n++) {
    const out = old();
    await dyingAt(n, out, () => write(out));
    if (fs.existsSync(roomOf(out).journal)) return out;
  }
  throw new Error('never committed');
}
