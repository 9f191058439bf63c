import fs from 'node:fs';
import { join } from 'node:path';
import { committed, newTree, old, prepare, write } from './crashes';
import { clear, failing, put, recover, scratch, snapshot } from './support';

// What a person does between a kill and the next command, and other things that a plan cannot know.

beforeAll(prepare);
afterAll(clear);

test('a person put a file in the way after the kill: it stays, and recovery goes on when it is gone', async () => {
  const out = await committed(0.4);
  const path = put(out, 'one/new.sh');
  const error = await failing(recover(out));
  expect(error).toMatchObject({ kind: 'foreign', path });
  expect(error.fix).toContain('the next command completes the tree');
  expect((await failing(write(out))).kind).toBe('foreign');
  expect(fs.readFileSync(path, 'utf8')).toBe('mine\n');
  fs.rmSync(path);
  await recover(out);
  expect(snapshot(out)).toEqual(newTree);
});

test('a person put a link in the way after the kill: nothing is written through it', async () => {
  const out = await committed(0.4);
  const outside = scratch();
  fs.rmSync(join(out, 'two'), { recursive: true });
  fs.symlinkSync(outside, join(out, 'two'));
  expect(await failing(recover(out))).toMatchObject({ kind: 'foreign', path: join(out, 'two') });
  expect(fs.readdirSync(outside)).toEqual([]);
});

test.each(['one/x', 'one/x/y'])('a person made %s a link after the kill: nothing is removed through it', async (at) => {
  const out = await committed(0.4);
  expect(fs.existsSync(join(out, 'one/x/y/gone'))).toBe(true);
  const outside = scratch();
  put(outside, 'gone');
  fs.mkdirSync(join(outside, 'y'));
  fs.rmSync(join(out, at), { recursive: true });
  fs.symlinkSync(outside, join(out, at));
  await recover(out);
  expect(snapshot(outside)).toEqual({ gone: '644 mine\n', 'y/': 'empty folder' });
  expect(fs.readFileSync(join(out, 'two/a'), 'utf8')).toBe('2');
});

test('what others keep in the hidden folder stays', async () => {
  const out = old();
  put(out, '.steading/mine');
  await write(out);
  expect(snapshot(out)).toEqual({ ...newTree, '.steading/mine': '644 mine\n' });
});

test('an environment whose folder is a mount of its own: each file is copied beside its place', async () => {
  const out = old();
  const rename = fs.renameSync;
  fs.renameSync = (from, to) => {
    if (String(from).includes('/stage/') && String(to).includes('/two/'))
      throw Object.assign(new Error('EXDEV: stand-in'), { code: 'EXDEV' });
    rename(from, to);
  };
  await write(out).finally(() => {
    fs.renameSync = rename;
  });
  expect(snapshot(out)).toEqual(newTree);
});
