import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileScripts } from '../../src/model/scripts';
import { temporary } from '../support/project';

const CONTENT = 'a secret\n';
const apply = (path: string) => {
  const sum = createHash('sha256').update(CONTENT).digest('hex');
  const script = `set -eu\n${fileScripts(path, 'root', 0o600).apply}`;
  return spawnSync('sh', ['-c', script], { input: `${sum}\n${CONTENT}`, encoding: 'utf8' });
};
const below = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

describe('a file of a host', () => {
  it.each([
    ['a folder', (path: string) => mkdirSync(path)],
    [
      'a link to a folder',
      (path: string) => {
        mkdirSync(`${path}.d`);
        symlinkSync(`${path}.d`, path);
      },
    ],
  ])('leaves nothing of its content where %s stands in its place', (_, make) => {
    const folder = temporary();
    make(join(folder, 'token'));
    const before = below(folder);
    expect(apply(join(folder, 'token'))).toMatchObject({
      status: 1,
      stderr: 'a folder stands where the file shall be\n',
    });
    expect(below(folder)).toEqual(before);
  });

  it('takes away what an apply that was killed has left of it, and of no other', () => {
    const folder = temporary();
    const path = join(folder, 'token');
    const part = /mktemp \S*\/(\.steading\.\w+)\.XXXXXX/.exec(fileScripts(path, 'root', 0o600).apply)?.[1];
    for (const name of [`${part}.abcdef`, '.steading.0123456789ab.abcdef']) writeFileSync(join(folder, name), 'half');
    expect(apply(path)).toMatchObject({ status: 0, stderr: '' });
    expect(below(folder)).toEqual(['.steading.0123456789ab.abcdef', 'token']);
    expect(readFileSync(path, 'utf8')).toBe(CONTENT);
  });
});
