import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { writeTrees } from '../../src/write';
import { roomOf } from '../../src/write/room';
import { clear, expected, failing, put, recover, refused, scratch, snapshot, tree } from './support';

afterAll(clear);

describe('damaged', () => {
  test.each([
    ['text', '<<<<<<< HEAD\n'],
    ['nothing', ''],
    ['another schema', '{"schema": 2, "files": []}'],
    ['no list', '{"schema": 1, "files": "a"}'],
    ['null', 'null'],
    ['a path out of the tree', '{"schema": 1, "files": ["../../victim"]}'],
    ['an absolute path', '{"schema": 1, "files": ["/etc/passwd"]}'],
    ['a path into .git', '{"schema": 1, "files": ["x/.git/config"]}'],
  ])('the list of files: %s', async (_, text) => {
    const out = scratch();
    await writeTrees(out, [tree({ a: 'a' })]);
    const path = put(out, 'lab/.steading.json', text);
    const error = await refused(out, tree({ b: 'b' }));
    expect(error).toMatchObject({ kind: 'damaged', path });
    fs.rmSync(path);
    await writeTrees(out, [tree({ a: 'a' })]);
    expect(snapshot(out)).toEqual(expected(tree({ a: 'a' })));
  });

  const signed = (body: unknown) => {
    const text = JSON.stringify(body);
    return `${createHash('sha256').update(text).digest('hex')}\n${text}\n`;
  };
  const entry = { environment: 'lab', puts: [{ path: 'a', added: false }], removes: [] };

  test.each([
    '',
    'text',
    signed({ schema: 1, journal: [entry] }).replace('"a"', '"b"'),
    signed({ schema: 2, journal: [entry] }),
    signed({ schema: 1 }),
    signed({ schema: 1, journal: [{ ...entry, environment: '..' }] }),
    signed({ schema: 1, journal: [{ ...entry, environment: 'a/b' }] }),
    signed({ schema: 1, journal: [{ ...entry, puts: [{ path: '../../a', added: false }] }] }),
    signed({ schema: 1, journal: [{ ...entry, removes: ['../../a'] }] }),
  ])('the journal: %j', async (text) => {
    const out = scratch();
    await writeTrees(out, [tree({ a: 'a' })]);
    const path = put(out, '.steading/journal', text);
    put(out, '.steading/stage/0', 'b');
    const error = await refused(out, tree({ a: 'b' }));
    expect(error).toMatchObject({ kind: 'damaged', path });
    expect(error.fix).toContain(`remove ${roomOf(out).path} and run again`);
    expect((await failing(recover(out))).kind).toBe('damaged');
    fs.rmSync(roomOf(out).path, { recursive: true });
    await writeTrees(out, [tree({ a: 'b' })]);
    expect(snapshot(out)).toEqual(expected(tree({ a: 'b' })));
  });
});
