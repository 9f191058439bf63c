import fs from 'node:fs';
import { join } from 'node:path';
import { writeTrees } from '../../src/write';
import { roomOf } from '../../src/write/room';
import { fleet, type Version } from './fleet';
import { Worker } from './processes';
import { clear, expected, leftBehind, put, scratch, snapshot, tree } from './support';

// A real process is killed while it writes a few thousand files over a few thousand others.
// Each round goes from the tree that the last one left to the other one.

const MINE = { 'one/NOTES.md': 'mine', 'one/.git/config': 'mine', 'two/platform/component-7/patch.yaml': 'mine' };
const other = (version: Version): Version => (version === 'old' ? 'new' : 'old');

describe('a command that is killed', () => {
  let out: string;
  let now: Version;
  let recoverer: Worker;
  let next: Worker;
  let trees: Record<Version, Record<string, string>>;

  beforeAll(async () => {
    out = scratch();
    for (const [path, text] of Object.entries(MINE)) put(out, path, text);
    const apart = tree({ 'a.yaml': 'a' }, 'apart');
    await writeTrees(out, [...fleet('old'), apart]);
    now = 'old';
    const mine = Object.fromEntries(Object.entries(MINE).map(([path, text]) => [path, `644 ${text}`]));
    const all = (version: Version) => ({ ...expected(...fleet(version), apart), ...mine });
    trees = { old: all('old'), new: all('new') };
    recoverer = new Worker();
    next = new Worker();
  });

  afterAll(async () => {
    await Promise.all([recoverer.stop(), next.stop()]);
    clear();
  });

  type Landed = 'before' | 'after' | 'finished';

  /** One round. Says where the kill landed: before or after the commit point, or too late. */
  async function round(how: { killAt?: number; kill?: { after: number; with: NodeJS.Signals } }): Promise<Landed> {
    const worker = next;
    next = new Worker();
    const goal = other(now);
    const killAt = how.killAt === undefined ? {} : { killAt: how.killAt };
    const { answer } = await worker.run({ do: 'write', out, trees: goal, ...killAt }, how.kill);
    await worker.stop();
    expect(answer?.error).toBeUndefined();
    const committed = fs.existsSync(roomOf(out).journal);
    const { answer: recovered } = await recoverer.run({ do: 'recover', out });
    expect(recovered?.error).toBeUndefined();
    expect(leftBehind(out)).toBe(false);
    const found = snapshot(out);
    const is = same(found, trees[goal]) ? goal : now;
    if (!same(found, trees[is])) expect(found).toEqual(trees[is]);
    const landed = committed ? 'after' : is === goal ? 'finished' : 'before';
    if (answer !== undefined || committed) expect(is).toBe(goal);
    now = is;
    return landed;
  }

  const same = (a: object, b: object) => {
    const [x, y] = [a, b].map((o) => JSON.stringify(Object.entries(o).sort(([p], [q]) => (p < q ? -1 : 1))));
    return x === y;
  };

  async function measure(): Promise<{ calls: number; milliseconds: number }> {
    const worker = next;
    next = new Worker();
    const goal = other(now);
    const { answer, milliseconds } = await worker.run({ do: 'write', out, trees: goal });
    await worker.stop();
    expect(answer?.error).toBeUndefined();
    now = goal;
    return { calls: answer?.calls ?? 0, milliseconds };
  }

  test('at 40 random moments leaves the old or the new tree', async () => {
    const runs = [await measure(), await measure(), await measure()].map((run) => run.milliseconds);
    const random = seeded(3);
    const landed: Landed[] = [];
    for (let longest = 1.2 * Math.max(...runs); !landed.includes('after') && landed.length < 160; longest *= 1.5)
      for (let k = 0; k < 40; k++)
        landed.push(await round({ kill: { after: ((k + random()) / 40) * longest, with: 'SIGKILL' } }));
    expect(landed).toContain('before');
    expect(landed).toContain('after');
  });

  test('ahead of a call of fs, over its whole run, leaves the old or the new tree', async () => {
    const { calls } = await measure();
    expect(calls).toBeGreaterThan(4000);
    const landed: Landed[] = [];
    for (let k = 0; k < 16; k++) landed.push(await round({ killAt: Math.max(1, Math.round((calls * k) / 15.5)) }));
    expect(landed).toContain('before');
    expect(landed).toContain('after');
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('by %s leaves the old or the new tree', async (signal) => {
    const { milliseconds } = await measure();
    for (const part of [0.3, 0.7, 0.9, 1.1]) await round({ kill: { after: milliseconds * part, with: signal } });
  });

  test('is completed by the next command that writes, whatever it writes', async () => {
    const worker = next;
    next = new Worker();
    const { calls } = await measure();
    await worker.run({ do: 'write', out, trees: other(now), killAt: Math.round(calls * 0.65) });
    await worker.stop();
    expect(fs.existsSync(roomOf(out).journal)).toBe(true);
    await writeTrees(out, [tree({ 'b.yaml': 'b' }, 'apart')]);
    expect(fs.readFileSync(join(out, 'apart/b.yaml'), 'utf8')).toBe('b');
    const rest = (all: object) => Object.entries(all).filter(([path]) => !path.startsWith('apart/'));
    expect(Object.fromEntries(rest(snapshot(out)))).toEqual(Object.fromEntries(rest(trees[other(now)])));
  });
});

/** Numbers from 0 to 1 that are the same each time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
