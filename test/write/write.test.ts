import fs from 'node:fs';
import { join } from 'node:path';
import { compareTrees, writeTrees } from '../../src/write';
import { alone } from './processes';
import { clear, expected, put, scratch, snapshot, tree } from './support';

afterAll(clear);

const first = { 'a.yaml': 'a', 'platform/db/deployment-db.yaml': 'db', 'hosts/gpu/setup.sh': '#!/bin/sh\n' };

test('a tree stands under the name of its environment, with the list of its files', async () => {
  const out = join(scratch(), 'new/dist');
  const changes = await writeTrees(out, [tree(first)]);
  expect(snapshot(out)).toEqual(expected(tree(first)));
  expect(fs.readFileSync(join(out, 'lab/.steading.json'), 'utf8')).toBe(`{
  "schema": 1,
  "files": [
    "a.yaml",
    "hosts/gpu/setup.sh",
    "platform/db/deployment-db.yaml"
  ]
}
`);
  const added = ['.steading.json', 'a.yaml', 'hosts/gpu/setup.sh', 'platform/db/deployment-db.yaml'];
  expect(changes).toEqual({ added: added.map((p) => `lab/${p}`), changed: [], removed: [], unchanged: 0 });
});

test('the list does not depend on the order of the files', async () => {
  const out = scratch();
  await writeTrees(out, [tree(first)]);
  const { files } = tree(first);
  const again = await writeTrees(out, [{ environment: 'lab', files: [...files].reverse() }]);
  expect(again).toEqual({ added: [], changed: [], removed: [], unchanged: 4 });
});

test('what is equal is not written again', async () => {
  const out = scratch();
  await writeTrees(out, [tree(first)]);
  const before = fs.statSync(join(out, 'lab/a.yaml'), { bigint: true });
  const changes = await writeTrees(out, [tree({ ...first, 'platform/db/deployment-db.yaml': 'db 2' })]);
  const after = fs.statSync(join(out, 'lab/a.yaml'), { bigint: true });
  expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  expect(changes).toEqual({ added: [], changed: ['lab/platform/db/deployment-db.yaml'], removed: [], unchanged: 3 });
});

test('a file is replaced, not written into: who reads the old one reads it to its end', async () => {
  const out = scratch();
  await writeTrees(out, [tree({ a: 'old' })]);
  const reader = fs.openSync(join(out, 'lab/a'), 'r');
  await writeTrees(out, [tree({ a: 'new' })]);
  expect(fs.readFileSync(reader, 'utf8')).toBe('old');
  fs.closeSync(reader);
});

test('bytes count, not what they look like', async () => {
  const out = scratch();
  await writeTrees(out, [tree({ a: '\uFFFDé\r\n' })]);
  expect(fs.readFileSync(join(out, 'lab/a'))).toEqual(Buffer.from('efbfbdc3a90d0a', 'hex'));
  fs.writeFileSync(join(out, 'lab/a'), Buffer.from('f09f98c3a90d0a', 'hex'));
  expect((await compareTrees(out, [tree({ a: '\uFFFDé\r\n' })])).changed).toEqual(['lab/a']);
});

test('a mode alone is a change', async () => {
  const out = scratch();
  await writeTrees(out, [tree(first)]);
  fs.chmodSync(join(out, 'lab/hosts/gpu/setup.sh'), 0o644);
  fs.chmodSync(join(out, 'lab/a.yaml'), 0o600);
  const changed = ['lab/a.yaml', 'lab/hosts/gpu/setup.sh'];
  expect((await compareTrees(out, [tree(first)])).changed).toEqual(['lab/hosts/gpu/setup.sh']);
  expect(await writeTrees(out, [tree(first)])).toMatchObject({ changed, unchanged: 2 });
  expect(snapshot(out)).toEqual(expected(tree(first)));
});

test.each([0o077, 0o000, 0o027])('modes are exact under umask %o', async (umask) => {
  const out = join(scratch(), 'dist');
  const { answer } = await alone({ do: 'write', out, trees: [tree(first)], umask });
  expect(answer?.error).toBeUndefined();
  expect(snapshot(out)).toEqual(expected(tree(first)));
  for (const folder of ['', 'lab', 'lab/platform', 'lab/platform/db'])
    expect(fs.statSync(join(out, folder)).mode & 0o7777).toBe(0o755);
});

test('a file that is no longer made goes, with the folders that are empty then', async () => {
  const out = scratch();
  await writeTrees(out, [tree({ a: 'a', 'x/y/z/1': '1', 'x/y/2': '2', 'w/3': '3' })]);
  put(out, 'lab/w/mine');
  fs.mkdirSync(join(out, 'lab/v/empty'), { recursive: true });
  const { removed } = await writeTrees(out, [tree({ a: 'a' })]);
  expect(removed).toEqual(['lab/w/3', 'lab/x/y/2', 'lab/x/y/z/1']);
  const mine = { 'lab/w/mine': '644 mine\n', 'lab/v/empty/': 'empty folder' };
  expect(snapshot(out)).toEqual({ ...expected(tree({ a: 'a' })), ...mine });
});

test('where case does not count, a file that is only spelt anew is not removed (a stand-in: a hard link)', async () => {
  const out = scratch();
  await writeTrees(out, [tree({ 'Foo.yaml': '1', 'X/a': '1' })]);
  fs.linkSync(join(out, 'lab/Foo.yaml'), join(out, 'lab/foo.yaml'));
  expect((await writeTrees(out, [tree({ 'foo.yaml': '1', 'x/a': '1' })])).removed).toEqual(['lab/X/a']);
  expect(fs.readFileSync(join(out, 'lab/Foo.yaml'), 'utf8')).toBe('1');
});

test('a folder that is still needed stays the same folder', async () => {
  const out = scratch();
  await writeTrees(out, [tree({ 'x/old': '1' })]);
  const { ino } = fs.statSync(join(out, 'lab/x'));
  await writeTrees(out, [tree({ 'x/new/1': '1' })]);
  expect(fs.statSync(join(out, 'lab/x')).ino).toBe(ino);
});

test('a file becomes a folder, and a folder a file', async () => {
  const out = scratch();
  await writeTrees(out, [tree({ a: '1', 'b/c/d': '2', 'b/e': '3' })]);
  const swapped = tree({ 'a/x/y': '1', b: '2' });
  const changes = await writeTrees(out, [swapped]);
  expect(changes.removed).toEqual(['lab/a', 'lab/b/c/d', 'lab/b/e']);
  expect(snapshot(out)).toEqual(expected(swapped));
});

test('what a person put there stays, and so does .git', async () => {
  const out = scratch();
  const mine = ['lab/.git/config', 'lab/NOTES.md', 'lab/platform/db/patch.yaml', 'README.md', '.git/HEAD'];
  for (const path of mine) put(out, path);
  await writeTrees(out, [tree(first)]);
  await writeTrees(out, [tree({ b: 'b' })]);
  expect(snapshot(out)).toEqual({
    ...expected(tree({ b: 'b' })),
    ...Object.fromEntries(mine.map((path) => [path, '644 mine\n'])),
  });
});

test('what a person put in the place of an owned file stays when the file is no longer made', async () => {
  const out = scratch();
  await writeTrees(out, [tree({ a: 'a', 'b/c': 'c', d: 'd' })]);
  const outside = put(scratch(), 'c', 'c');
  fs.rmSync(join(out, 'lab/a'));
  put(out, 'lab/a/mine');
  fs.rmSync(join(out, 'lab/b'), { recursive: true });
  fs.symlinkSync(join(outside, '..'), join(out, 'lab/b'));
  expect((await writeTrees(out, [tree({ d: 'd' })])).removed).toEqual([]);
  expect(fs.readFileSync(outside, 'utf8')).toBe('c');
  expect(Object.keys(snapshot(out)).sort()).toEqual(['lab/.steading.json', 'lab/a/mine', 'lab/b', 'lab/d']);
});

test('an owned file that a person changed or removed is made anew', async () => {
  const out = scratch();
  await writeTrees(out, [tree(first)]);
  put(out, 'lab/a.yaml', 'b');
  fs.rmSync(join(out, 'lab/platform'), { recursive: true });
  const changes = await writeTrees(out, [tree(first)]);
  expect(changes).toMatchObject({ added: ['lab/platform/db/deployment-db.yaml'], changed: ['lab/a.yaml'] });
  expect(snapshot(out)).toEqual(expected(tree(first)));
});

test('a list that names itself is no reason to remove it', async () => {
  const out = scratch();
  await writeTrees(out, [tree({ a: 'a' })]);
  put(out, 'lab/.steading.json', '{"schema": 1, "files": [".steading.json", "a"]}');
  const changes = { added: [], changed: ['lab/.steading.json'], removed: [], unchanged: 1 };
  expect(await writeTrees(out, [tree({ a: 'a' })])).toEqual(changes);
  expect(snapshot(out)).toEqual(expected(tree({ a: 'a' })));
});

test('an environment that is not given stays as it is', async () => {
  const out = scratch();
  await writeTrees(out, [tree({ a: '1' }, 'one'), tree({ a: '1' }, 'two')]);
  const changes = await writeTrees(out, [tree({ b: '2' }, 'two')]);
  expect(changes.removed).toEqual(['two/a']);
  expect(snapshot(out)).toEqual(expected(tree({ a: '1' }, 'one'), tree({ b: '2' }, 'two')));
});

test('a tree without files leaves only its list', async () => {
  const out = scratch();
  await writeTrees(out, [tree(first)]);
  await writeTrees(out, [tree({})]);
  expect(snapshot(out)).toEqual(expected(tree({})));
});
