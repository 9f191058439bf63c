import fs from 'node:fs';
import { join } from 'node:path';
import { compareTrees, writeTrees } from '../../src/write';
import { clear, expected, leftBehind, recover, scratch, snapshot, tree } from './support';

afterAll(clear);

const first = { 'a.yaml': 'a', 'platform/db/deployment-db.yaml': 'db', 'hosts/gpu/setup.sh': '#!/bin/sh\n' };

test('nothing to write makes no folder', async () => {
  const out = join(scratch(), 'a/b');
  await writeTrees(out, []);
  expect(fs.existsSync(join(out, '..'))).toBe(false);
});

test('comparing says what writing would change, and writes nothing', async () => {
  const out = join(scratch(), 'dist');
  const fresh = await compareTrees(out, [tree(first)]);
  await recover(out);
  expect(fs.existsSync(out)).toBe(false);
  expect(await writeTrees(out, [tree(first)])).toEqual(fresh);
  const next = [tree({ 'a.yaml': 'b', c: 'c' })];
  const before = snapshot(out);
  const changes = await compareTrees(out, next);
  expect(changes).toEqual({
    added: ['lab/c'],
    changed: ['lab/.steading.json', 'lab/a.yaml'],
    removed: ['lab/hosts/gpu/setup.sh', 'lab/platform/db/deployment-db.yaml'],
    unchanged: 0,
  });
  expect(snapshot(out)).toEqual(before);
  expect(await writeTrees(out, next)).toEqual(changes);
  expect(leftBehind(out)).toBe(false);
});

test('a checkout under another umask is the same tree: of modes, only whether the owner may run a file counts', async () => {
  const out = scratch();
  await writeTrees(out, [tree(first)]);
  for (const [path, mode] of [
    ['a.yaml', 0o664],
    ['platform/db/deployment-db.yaml', 0o600],
    ['hosts/gpu/setup.sh', 0o775],
  ] as const)
    fs.chmodSync(join(out, 'lab', path), mode);
  expect(await compareTrees(out, [tree(first)])).toMatchObject({ changed: [], unchanged: 4 });
  fs.chmodSync(join(out, 'lab/a.yaml'), 0o744);
  expect((await compareTrees(out, [tree(first)])).changed).toEqual(['lab/a.yaml']);
});

test('out may be reached by a link', async () => {
  const real = scratch();
  const out = join(scratch(), 'link');
  fs.symlinkSync(real, out);
  await writeTrees(out, [tree(first)]);
  expect(snapshot(real)).toEqual(expected(tree(first)));
});
