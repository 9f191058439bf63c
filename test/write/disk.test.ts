import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { compareTrees, WriteError, writeTrees } from '../../src/write';
import { alone } from './processes';
import { clear, expected, failing, leftBehind, put, scratch, snapshot, tree } from './support';

const mounts: string[] = [];
afterAll(() => {
  for (const path of mounts) spawnSync('umount', [path]);
  clear();
});

/** A file system of its own in memory, as root where mounting works; otherwise undefined. */
function mount(options: string): string | undefined {
  const path = scratch();
  if (process.getuid?.() !== 0) return undefined;
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]).status !== 0) return undefined;
  mounts.push(path);
  return path;
}

const small = tree(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`platform/${i}.yaml`, 'old'])));
const large = tree(
  Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`platform/${i}.yaml`, 'new'.repeat(500)])),
);

describe('a full disk', () => {
  test.each(['size=600k', 'nr_inodes=150'])('(a real one, %s) leaves the old tree', async (options) => {
    const out = mount(`${options},mode=0755`);
    if (!out) return console.warn('not shown here: mounting needs root');
    put(out, 'lab/mine');
    await writeTrees(out, [small]);
    const before = snapshot(out);
    const error = await failing(writeTrees(out, [large]));
    expect(error).toBeInstanceOf(WriteError);
    expect(error).toMatchObject({ kind: 'full', path: expect.stringContaining(join(out, 'lab/platform/')) });
    expect(error.message).toMatch(/^cannot write .*\.yaml: no space is left on the disk$/);
    expect(snapshot(out)).toEqual(before);
    expect(leftBehind(out)).toBe(false);
    await writeTrees(out, [tree({ a: 'a' })]);
    expect(snapshot(out)).toEqual({ ...expected(tree({ a: 'a' })), 'lab/mine': '644 mine\n' });
  });

  test('(a stand-in: the largest file that the process may write) leaves the old tree', async () => {
    const out = scratch();
    await writeTrees(out, [small]);
    const limited = ['sh', '-c', 'ulimit -f 64; exec "$0" "$@"'];
    const big = tree({ 'platform/0.yaml': 'new', 'platform/big.yaml': 'x'.repeat(100_000) });
    const { answer } = await alone({ do: 'write', out, trees: [big] }, limited);
    expect(answer?.error).toMatchObject({ kind: 'full', path: join(out, 'lab/platform/big.yaml') });
    expect(snapshot(out)).toEqual(expected(small));
  });
});

describe('a folder that cannot be written', () => {
  const nobody = process.getuid?.() === 0 ? { uid: 65534 } : {};

  test('out itself', async () => {
    const out = scratch();
    fs.chmodSync(out, 0o555);
    const { answer } = await alone({ do: 'write', out, trees: [small], ...nobody });
    expect(answer?.error).toMatchObject({ kind: 'unwritable', path: join(out, '.steading') });
    expect(answer?.error?.message).toMatch(/^cannot make .*: permission denied$/);
    expect(answer?.error?.fix).toContain('--out');
    const inside = await alone({ do: 'write', out: join(out, 'a/b'), trees: [small], ...nobody });
    expect(inside.answer?.error).toMatchObject({ kind: 'unwritable', path: join(out, 'a') });
    fs.chmodSync(out, 0o755);
    expect(fs.readdirSync(out)).toEqual([]);
  });

  test('one inside the tree: nothing is written anywhere', async () => {
    const out = scratch();
    await writeTrees(out, [small, tree({ a: 'a' }, 'other')]);
    const before = snapshot(out);
    fs.chmodSync(out, 0o777);
    fs.chmodSync(join(out, 'other'), 0o777);
    fs.chmodSync(join(out, 'lab'), 0o777);
    fs.chmodSync(join(out, 'lab/platform'), 0o555);
    for (const path of ['platform/20.yaml', 'platform/new/20.yaml', 'platform/0.yaml']) {
      const trees = [tree({ a: 'b' }, 'other'), tree({ [path]: 'new' })];
      const { answer } = await alone({ do: 'write', out, trees, ...nobody });
      expect(answer?.error).toMatchObject({ kind: 'unwritable', path: join(out, 'lab/platform') });
      expect(snapshot(out)).toEqual(before);
    }
    fs.chmodSync(join(out, 'lab/platform'), 0o755);
  });

  test('a file that cannot be read', async () => {
    const out = scratch();
    const path = put(out, 'lab/a', 'a');
    fs.chmodSync(path, process.getuid?.() === 0 ? 0o600 : 0o000);
    const { answer } = await alone({ do: 'compare', out, trees: [tree({ a: 'b' })], ...nobody });
    expect(answer?.error).toMatchObject({
      kind: 'unwritable',
      path,
      message: `cannot read ${path}: permission denied`,
    });
  });

  test('a folder inside one that must become a file', async () => {
    const out = scratch();
    await writeTrees(out, [tree({ 'a/b/c': 'c' })]);
    for (const path of [out, join(out, 'lab'), join(out, 'lab/a/b')]) fs.chmodSync(path, 0o777);
    fs.chmodSync(join(out, 'lab/a'), 0o555);
    const { answer } = await alone({ do: 'write', out, trees: [tree({ a: 'a' })], ...nobody });
    expect(answer?.error).toMatchObject({ kind: 'unwritable', path: join(out, 'lab/a') });
    expect(snapshot(out)).toEqual(expected(tree({ 'a/b/c': 'c' })));
    fs.chmodSync(join(out, 'lab/a'), 0o755);
  });

  test('a file of ours that cannot be read is replaced', async () => {
    const out = scratch();
    await writeTrees(out, [tree({ a: 'a' })]);
    for (const path of [out, join(out, 'lab')]) fs.chmodSync(path, 0o777);
    fs.chmodSync(join(out, 'lab/a'), process.getuid?.() === 0 ? 0o600 : 0o000);
    const { answer } = await alone({ do: 'write', out, trees: [tree({ a: 'b' })], ...nobody });
    expect(answer?.error).toBeUndefined();
    expect(snapshot(out)).toEqual(expected(tree({ a: 'b' })));
  });

  test('a disk that is mounted read-only, which can still be compared', async () => {
    const out = mount('size=1m,mode=0755');
    if (!out) return console.warn('not shown here: mounting needs root');
    await writeTrees(out, [small]);
    spawnSync('mount', ['-o', 'remount,ro', out]);
    expect(await compareTrees(out, [small])).toMatchObject({ added: [], changed: [], removed: [], unchanged: 21 });
    const error = await failing(writeTrees(out, [large]));
    expect(error).toMatchObject({
      kind: 'unwritable',
      message: `cannot make ${join(out, '.steading')}: the disk is mounted read-only`,
    });
    expect(snapshot(out)).toEqual(expected(small));
  });
});
