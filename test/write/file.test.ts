import fs from 'node:fs';
import { join } from 'node:path';
import { replaceFile, replaceFiles, WriteError } from '../../src/write';
import { project } from '../support/project';

const made = () => join(project({ 'Pulumi.idp.yaml': 'old\n' }), 'Pulumi.idp.yaml');
const read = (path: string) => fs.readFileSync(path, 'utf8');
const kind = (work: () => void) => {
  try {
    work();
  } catch (error) {
    return error instanceof WriteError ? error.kind : error;
  }
};

describe('a file that a person keeps', () => {
  afterEach(() => jest.restoreAllMocks());

  it('is replaced, its mode and links kept, and nothing is left beside it', () => {
    const path = made();
    fs.chmodSync(path, 0o600);
    const link = join(path, '..', 'link.yaml');
    fs.symlinkSync(path, link);
    replaceFile(link, 'old\n', 'new\n');
    expect(read(path)).toBe('new\n');
    expect(fs.lstatSync(link).isSymbolicLink()).toBe(true);
    expect(fs.statSync(path).mode & 0o777).toBe(0o600);
    expect(fs.readdirSync(join(path, '..')).sort()).toEqual(['Pulumi.idp.yaml', 'link.yaml']);
  });

  it('is left alone when somebody else changed it meanwhile', () => {
    const path = made();
    fs.writeFileSync(path, 'mine\n');
    expect(kind(() => replaceFile(path, 'old\n', 'new\n'))).toBe('busy');
    expect(read(path)).toBe('mine\n');
    expect(fs.readdirSync(join(path, '..'))).toEqual(['Pulumi.idp.yaml']);
  });

  it.each([
    ['ENOSPC', 'full'],
    ['EACCES', 'unwritable'],
  ])('is the old one where the system says %s', (code, expected) => {
    const path = made();
    jest.spyOn(fs, 'renameSync').mockImplementation(() => {
      throw Object.assign(new Error(code), { code });
    });
    expect(kind(() => replaceFile(path, 'old\n', 'new\n'))).toBe(expected);
    expect(read(path)).toBe('old\n');
    expect(fs.readdirSync(join(path, '..'))).toEqual(['Pulumi.idp.yaml']);
  });
});

describe('several files that belong together', () => {
  afterEach(() => jest.restoreAllMocks());

  const texts = (folder: string) => ['a/one', 'a/two'].map((name) => ({ path: join(folder, name), text: 'new\n' }));

  it('are made or replaced, and no link that was put beside them is followed', () => {
    const folder = project({ 'a/two': 'old\n', mine: 'mine\n' });
    fs.symlinkSync(join(folder, 'mine'), join(folder, 'a/two.new'));
    replaceFiles(texts(folder));
    expect(['a/one', 'a/two', 'mine'].map((name) => read(join(folder, name)))).toEqual(['new\n', 'new\n', 'mine\n']);
    expect(fs.readdirSync(join(folder, 'a')).sort()).toEqual(['one', 'two']);
  });

  it.each(['ENOSPC', 'EACCES'])('are none where the system says %s to one', (code) => {
    const folder = project({ 'a/two': 'old\n' });
    const write = fs.writeFileSync;
    jest.spyOn(fs, 'writeFileSync').mockImplementation((path, ...rest) => {
      if (String(path).endsWith('two.new')) throw Object.assign(new Error(code), { code });
      write(path, ...rest);
    });
    expect(kind(() => replaceFiles(texts(folder)))).toBe(code === 'ENOSPC' ? 'full' : 'unwritable');
    expect(fs.readdirSync(join(folder, 'a'))).toEqual(['two']);
    expect(read(join(folder, 'a/two'))).toBe('old\n');
  });
});
