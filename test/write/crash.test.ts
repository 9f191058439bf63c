import fs from 'node:fs';
import { join } from 'node:path';
import { compareTrees, WriteError } from '../../src/write';
import { roomOf } from '../../src/write/room';
import { after, callsOf, committed, dyingAt, newTree, old, oldTree, prepare, remember, write } from './crashes';
import { bury, clear, failing, leftBehind, recover, snapshot, watchCalls } from './support';

// Every single call of fs, in this process: there it ends (from then on nothing reaches the disk) or fails once.
// test/write/kill.test.ts does the same to real processes, at fewer points.

beforeAll(prepare);
afterAll(clear);

test('ended at any call: the next command leaves the old or the new tree', async () => {
  const total = await callsOf(write);
  const found = { old: 0, new: 0 };
  for (let n = 1; n <= total; n++) {
    const out = old();
    expect(await dyingAt(n, out, () => write(out))).toBe(true);
    const committed = fs.existsSync(roomOf(out).journal);
    await recover(out);
    expect(leftBehind(out)).toBe(false);
    const is = fs.readFileSync(join(out, 'two/a'), 'utf8') === '2' ? 'new' : 'old';
    expect(snapshot(out)).toEqual(is === 'new' ? newTree : oldTree);
    if (committed) expect(is).toBe('new');
    found[is]++;
    await write(out);
    expect(snapshot(out)).toEqual(newTree);
  }
  expect(found.old).toBeGreaterThan(20);
  expect(found.new).toBeGreaterThan(20);
});

test('one fsync, of the journal before it counts, and none when nothing changes', async () => {
  const out = old();
  const seen: string[] = [];
  const stop = watchCalls((_, name, args) => {
    if (name === 'fsyncSync') seen.push(name);
    if (name === 'renameSync' && args[1] === roomOf(out).journal) seen.push('commit');
  });
  await write(out);
  await write(out).finally(stop);
  expect(seen).toEqual(['fsyncSync', 'commit']);
});

test.each([0.4, 0.7, 0.85])('recovery ended at any call too (after %d of the write): the new tree', async (part) => {
  const half = remember(await committed(part));
  const total = await callsOf(recover, half());
  for (let n = 1; n <= total; n++) {
    const out = half();
    await dyingAt(n, out, () => recover(out));
    await recover(out);
    expect(snapshot(out)).toEqual(newTree);
  }
});

test('comparing says that a tree is unfinished, and moves and removes nothing', async () => {
  const out = await committed(0.7);
  const left = snapshot(out);
  expect(await failing(compareTrees(out, after))).toMatchObject({ kind: 'unfinished', path: roomOf(out).path });
  expect(snapshot(out)).toEqual(left);
  await recover(out);
  expect(await compareTrees(out, after)).toMatchObject({ added: [], changed: [], removed: [] });
});

test.each([
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['EROFS', 'unwritable'],
  ['EACCES', 'unwritable'],
  ['EIO', 'unwritable'],
])(
  '%s at any call: an error with a fix, and the old tree or, with the next command, the new one',
  async (code, kind) => {
    const total = await callsOf(write);
    const found = { fine: 0, old: 0, half: 0 };
    for (let n = 1; n <= total; n++) {
      const out = old();
      const stop = watchCalls((call) => {
        if (call === n) throw Object.assign(new Error(`${code}: stand-in`), { code });
      });
      const [result] = await Promise.allSettled([write(out)]).finally(stop);
      const half = fs.existsSync(roomOf(out).journal);
      if (result.status === 'rejected') {
        expect(result.reason).toBeInstanceOf(WriteError);
        expect(result.reason).toMatchObject({
          kind,
          message: expect.stringContaining('cannot '),
          fix: expect.stringMatching(/^[a-z].*[^.]$/),
        });
        if (half) expect(result.reason.fix).toContain('the next command completes the tree');
        else if (fs.readFileSync(join(out, 'two/a'), 'utf8') === '1') expect(snapshot(out)).toMatchObject(oldTree);
      }
      found[result.status === 'fulfilled' ? 'fine' : half ? 'half' : 'old']++;
      bury(out);
      await recover(out);
      const done = fs.readFileSync(join(out, 'two/a'), 'utf8') === '2';
      if (half || result.status === 'fulfilled') expect(done).toBe(true);
      const left = snapshot(out);
      if (code === 'EACCES') delete left['one/x/y/']; // an empty folder that cannot be removed stays
      expect(left).toEqual(done ? newTree : oldTree);
    }
    expect(found.old).toBeGreaterThan(20);
  },
);
