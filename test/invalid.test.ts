import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Code, catalogue } from '../src/diagnostics/catalogue';
import { Session } from './support/session';

const FOLDER = join(__dirname, 'invalid');

/** `invalid/<area>/<mistake>`: each holds a project with one environment, `bad`. */
const codes = readdirSync(FOLDER, { withFileTypes: true })
  .filter((area) => area.isDirectory())
  .flatMap(({ name: area }) => readdirSync(join(FOLDER, area)).map((mistake) => `${area}/${mistake}` as Code))
  .sort();

const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
const filesOf = (folder: string) => readdirSync(folder, { recursive: true }).sort();

it('every code of the catalogue has a folder, and every folder a code', () => {
  expect(codes).toEqual(Object.keys(catalogue).sort());
});

it('every area has one file of codes, and its checks stand in folders of areas', () => {
  const areas = new Set(codes.map((code) => code.split('/')[0]));
  const files = (folder: string) => readdirSync(join(__dirname, '../src', folder), { withFileTypes: true });
  expect(
    files('diagnostics/codes')
      .map(({ name }) => name.replace('.ts', ''))
      .sort(),
  ).toEqual([...areas].sort());
  const folders = files('checks').flatMap((file) => (file.isDirectory() ? [file.name] : []));
  expect(folders.filter((name) => !areas.has(name))).toEqual(['rules']);
});

describe('steading says what is wrong, where, and how to put it right', () => {
  const session = new Session();

  it.each(codes)('%s', async (code) => {
    const folder = join(FOLDER, code);
    const expected = join(folder, 'expected.txt');
    const command = read(join(folder, 'command'))?.trim() ?? 'check bad';
    const before = filesOf(folder);
    // Programs that a command calls are played by those of the folder.
    const env = { PATH: `${join(folder, 'bin')}:${process.env.PATH}` };
    const { stdout, stderr, code: exit } = await session.steading(command.split(' '), { cwd: folder, env });
    const text = `${stdout}${stderr}exit ${exit}\n`;
    if (process.env.UPDATE) writeFileSync(expected, text);
    expect(text).toBe(read(expected));
    expect(filesOf(folder)).toEqual(process.env.UPDATE ? expect.anything() : before);
  });
});

describe('an expected text', () => {
  it.each(codes)('of %s names its code, in lower case and without a final stop', (code) => {
    const text = read(join(FOLDER, code, 'expected.txt')) ?? '';
    const found = text.split('\n').filter((line) => /^(error|warning) {2}/.test(line));
    const fixes = text.split('\n').filter((line) => /^ +to fix: /.test(line));
    expect(found.some((line) => line.endsWith(`    ${code}`))).toBe(true);
    expect(fixes).toHaveLength(found.length);
    // A message may begin with the kind of an object, which has a spelling of its own.
    for (const line of found) expect(line).toMatch(/^(error {4}|warning {2})([^A-Z\s]|[A-Z]\w+ \S+\/).*[^.\s] {4}\S+$/);
    for (const line of fixes) expect(line).toMatch(/^ {9}to fix: [^A-Z\s].*[^.\s]$/);
    expect(text).toMatch(catalogue[code].level === 'error' ? /exit [12]\n$/ : /exit 0\n$/);
  });
});
