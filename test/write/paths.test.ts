import { WriteError, writeTrees } from '../../src/write';
import { clear, refused, scratch, tree } from './support';

afterAll(clear);

describe('paths that no tree can have', () => {
  const bad = ['', '/a', 'a/', 'a//b', '.', 'a/./b', '..', '../a', 'a/../../b', '.git/config', 'a/.GIT/x', 'a\0b'];
  test.each(bad)('%j', async (path) => {
    const out = scratch();
    const error = await refused(out, tree({ [path]: 'a' }));
    expect(error).not.toBeInstanceOf(WriteError);
    expect(error.message).toContain(path);
  });

  test.each(['', '.', '..', 'a/b', '.steading', '.git'])('environment %j', async (environment) => {
    const error = await refused(scratch(), tree({ a: 'a' }, environment));
    expect(error.message).toContain('cannot be the folder of an environment');
  });

  test.each([
    ['files', 'a/Foo.yaml', 'a/foo.yaml', 'upper and lower case'],
    ['folders', 'Foo/a', 'foo/b', 'upper and lower case'],
    ['spellings of one letter', 'caf\u00e9', 'cafe\u0301', 'upper and lower case'],
    ['a file and a folder', 'foo', 'foo/b', 'is a file and'],
    ['a file and a folder in another case', 'a/b', 'A', 'is a file and'],
    ['the list of files', '.Steading.json', 'b', 'upper and lower case'],
    ['the list of files itself', '.steading.json', 'b', 'rename one'],
  ])('%s that are one', async (_, a, b, words) => {
    const error = await refused(scratch(), tree({ [a]: 'a', [b]: 'b' }));
    expect(error).not.toBeInstanceOf(WriteError);
    expect(error.message).toContain(words);
  });

  test('twice the same path, twice the same environment', async () => {
    const { files } = tree({ a: 'a' });
    const error = await refused(scratch(), { environment: 'lab', files: [...files, ...files] });
    expect(error.message).toBe("two files of 'lab' are both 'a': rename one");
    expect((await refused(scratch(), tree({}), tree({}))).message).toContain('two environments');
    expect((await refused(scratch(), tree({}), tree({}, 'LAB'))).message).toContain('two environments');
  });

  test('a mode that is more than permissions', async () => {
    const error = await refused(scratch(), { environment: 'lab', files: [{ path: 'a', mode: 0o4755, content: '' }] });
    expect(error.message).toContain('has mode');
  });

  test('a name that is too long', async () => {
    for (const path of ['é'.repeat(128), `${'x'.repeat(256)}/a`])
      expect(await refused(scratch(), tree({ [path]: 'a' }))).toMatchObject({ kind: 'unwritable' });
    await writeTrees(scratch(), [tree({ ['x'.repeat(255)]: 'a' })]);
  });
});
