import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { writeTrees } from '../../src/write';
import { clear, failing, put, refused, scratch, snapshot, tree } from './support';

afterAll(clear);

describe('what steading did not make is in the way', () => {
  test('a file', async () => {
    const out = scratch();
    const path = put(out, 'lab/platform/a.yaml');
    const error = await refused(out, tree({ 'platform/a.yaml': 'ours', b: 'b' }));
    expect(error).toMatchObject({
      kind: 'foreign',
      path,
      message: `a file is at ${path}, where another one must go, and steading did not put it there`,
      fix: 'move it away, or rename what is made there; then run again',
    });
  });

  test('a file in one of several environments: none is written', async () => {
    const out = scratch();
    put(out, 'two/a');
    const error = await refused(out, tree({ a: '1' }, 'one'), tree({ a: '1' }, 'two'));
    expect(error).toMatchObject({ kind: 'foreign', path: join(out, 'two/a') });
  });

  test('a file with equal content: it is taken over', async () => {
    const out = scratch();
    put(out, 'lab/a', 'a');
    put(out, 'lab/b.sh', 'b');
    const changes = await writeTrees(out, [tree({ a: 'a', 'b.sh': 'b' })]);
    expect(changes).toEqual({ added: ['lab/.steading.json'], changed: ['lab/b.sh'], removed: [], unchanged: 1 });
    expect((await writeTrees(out, [tree({})])).removed).toEqual(['lab/a', 'lab/b.sh']);
  });

  test('several: all are named', async () => {
    const out = scratch();
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    for (const name of names) put(out, `lab/${name}`);
    const { message, path } = await refused(out, tree(Object.fromEntries(names.map((name) => [name, 'ours']))));
    expect(path).toBe(join(out, 'lab/a'));
    expect(message).toContain(`; the same holds for ${join(out, 'lab/b')}, `);
    expect(message).toMatch(/lab\/f and 2 more$/);
  });

  test('a folder where a file must go', async () => {
    const out = scratch();
    put(out, 'lab/a/mine');
    expect(await refused(out, tree({ a: 'a' }))).toMatchObject({
      kind: 'foreign',
      message: expect.stringMatching(/^a folder is at .*lab\/a, where a file must go/),
    });
  });

  test.each(['file', 'empty folder'])('a folder of ours with a %s of a person where a file must go', async (what) => {
    const out = scratch();
    await writeTrees(out, [tree({ 'a/b/c': 'c', 'a/d': 'd' })]);
    if (what === 'file') put(out, 'lab/a/b/mine');
    else fs.mkdirSync(join(out, 'lab/a/b/mine'));
    expect(await refused(out, tree({ a: 'a' }))).toMatchObject({ kind: 'foreign', path: join(out, 'lab/a') });
  });

  test('a file where a folder must go', async () => {
    const out = scratch();
    put(out, 'lab/a');
    expect(await refused(out, tree({ 'a/b/c': 'c' }))).toMatchObject({
      kind: 'foreign',
      path: join(out, 'lab/a'),
      message: expect.stringMatching(/^a file is at .*lab\/a, where a folder must go/),
    });
  });

  test('a file where the folder of the environment must go', async () => {
    const out = scratch();
    put(out, 'lab');
    expect(await refused(out, tree({ a: 'a' }))).toMatchObject({ kind: 'foreign', path: join(out, 'lab') });
  });

  test.each(['lab', 'lab/x', 'lab/x/y', 'lab/x/y/a', 'lab/.steading.json'])('a symbolic link at %s', async (at) => {
    const [out, outside] = [scratch(), scratch()];
    put(outside, 'a', 'theirs');
    fs.mkdirSync(join(out, at, '..'), { recursive: true });
    fs.symlinkSync(at.endsWith('/a') || at.endsWith('.json') ? join(outside, 'a') : outside, join(out, at));
    const error = await refused(out, tree({ 'x/y/a': 'a' }));
    expect(error).toMatchObject({ kind: 'foreign', path: join(out, at) });
    expect(error.message).toContain('a symbolic link is at');
    expect(snapshot(outside)).toEqual({ a: '644 theirs' });
  });

  test('a symbolic link in place of a file that steading owns', async () => {
    const [out, outside] = [scratch(), scratch()];
    await writeTrees(out, [tree({ a: 'a' })]);
    fs.renameSync(join(out, 'lab/a'), join(outside, 'a'));
    fs.symlinkSync(join(outside, 'a'), join(out, 'lab/a'));
    expect(await refused(out, tree({ a: 'b' }))).toMatchObject({ kind: 'foreign', path: join(out, 'lab/a') });
  });

  test('a pipe', async () => {
    const out = scratch();
    fs.mkdirSync(join(out, 'lab'));
    execFileSync('mkfifo', [join(out, 'lab/a')]);
    const error = await failing(writeTrees(out, [tree({ a: 'a' })]));
    expect(error.message).toContain('a special file is at');
  });

  test.each(['file', 'link'])('a %s with the name of the hidden folder', async (what) => {
    const out = scratch();
    if (what === 'file') put(out, '.steading');
    else fs.symlinkSync(scratch(), join(out, '.steading'));
    expect(await refused(out, tree({ a: 'a' }))).toMatchObject({ kind: 'foreign', path: join(out, '.steading') });
  });

  test('a file where out must be', async () => {
    const out = put(scratch(), 'dist');
    const error = await failing(writeTrees(out, [tree({ a: 'a' })]));
    expect(error).toMatchObject({ kind: 'unwritable', path: out });
    expect(error.message).toBe(`cannot write in ${out}: it is a file, not a folder`);
    expect((await failing(writeTrees(join(out, 'x'), [tree({ a: 'a' })]))).kind).toBe('unwritable');
  });
});
