import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { picture } from './support/picture';
import { clone } from './support/project';

const ROOT = resolve(__dirname, '..');
/** Documents that show output and files. */
const FILES = ['README.md', 'docs/guide/start.md'].map((file) => join(ROOT, file));
/** What the README shows the output of: another environment of a clone is none of its matter. */
const SHOWN = ['gpu', 'homelab', 'idp', 'lab', 'mlops', 'pi'];

/** What the README and the guide show is what the commands print: `UPDATE=1` writes it anew. */
describe('the README', () => {
  const out = mkdtempSync(join(tmpdir(), 'steading-'));
  afterAll(() => rmSync(out, { recursive: true }));

  const printed = (env = {}) => {
    rmSync(out, { recursive: true });
    const options = { cwd: ROOT, encoding: 'utf8', env: { ...process.env, ...env } } as const;
    const text = execFileSync('node', ['bin/steading.js', 'synth', ...SHOWN, '--out', out], options);
    return text.replaceAll(/\S*\/steading-\w+|(\.\.\/)+\S*steading-\w+/g, 'dist').trimEnd();
  };
  const held = (file: string, wanted: string) => {
    if (process.env.UPDATE) writeFileSync(file, wanted);
    else expect(readFileSync(file, 'utf8')).toBe(wanted);
  };

  test('shows a picture of it', () => {
    held(join(ROOT, 'docs/npm-start.svg'), picture(printed({ FORCE_COLOR: '1', NO_COLOR: '' })));
  });

  test('is short', () => {
    expect(readFileSync(join(ROOT, 'README.md'), 'utf8').split('\n').length).toBeLessThanOrEqual(200);
  });

  test('leads to files that are there', () => {
    const folders = ['README.md', ...readdirSync(join(ROOT, 'docs/guide')).map((file) => `docs/guide/${file}`)];
    const dead = folders
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) =>
        [...readFileSync(join(ROOT, file), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)]
          .map(([, to = '']) => join(ROOT, dirname(file), to))
          .filter((path) => !existsSync(path)),
      );
    expect(dead).toEqual([]);
  });

  test('shows real output', () => {
    const shown = new Map([
      ['output: synth', printed()],
      ['output: preview', previewed()],
      ['stack', excerpt(readFileSync(join(ROOT, 'stacks/homelab.ts'), 'utf8'))],
    ]);
    const filled = (text: string) =>
      text.replace(/<!-- (.+?) -->\n```(\w*)\n[\s\S]*?```/g, (_, what: string, language: string) => {
        const [kind, name = ''] = what.split(': ');
        const text =
          kind === 'file'
            ? readFileSync(join(out, 'homelab', name), 'utf8').trimEnd()
            : kind === 'invalid'
              ? readFileSync(join(ROOT, 'test/invalid', name, 'expected.txt'), 'utf8')
                  .replace(/\nexit code.*\n?$/, '')
                  .trimEnd()
              : shown.get(what);
        if (text === undefined) throw new Error(`nothing is known of '${what}'`);
        return `<!-- ${what} -->\n\`\`\`${language}\n${text}\n\`\`\``;
      });
    for (const file of FILES) held(file, filled(readFileSync(file, 'utf8')));
  });
});

/** What is said of three values in one file: all but the fields. */
function previewed(): string {
  const folder = clone();
  const run = (program: string, ...args: string[]) => execFileSync(program, args, { cwd: folder, encoding: 'utf8' });
  run('git', 'init', '--quiet', '--initial-branch=main');
  run('git', 'add', '--all');
  run('git', '-c', 'user.name=me', '-c', 'user.email=me@example.org', 'commit', '--quiet', '--message', 'one');
  const file = join(folder, 'Pulumi.homelab.yaml');
  const changed = Object.entries(CHANGED).reduce(
    (text, [from, to]) => text.replace(from, to),
    readFileSync(file, 'utf8'),
  );
  writeFileSync(file, changed);
  const text = run('node', 'bin/steading.js', 'preview', 'homelab', '--base', 'main');
  return text.replace(/\n\nhomelab\n[\s\S]*/, '').replace(/\([0-9a-f]{7}\)/, '(1f0c2d3)');
}

const CHANGED = {
  'postgresql: "17.6"': 'postgresql: "18.1"',
  'postgresql: 20Gi': 'postgresql: 10Gi',
  'qwen2.5-coder:14b': 'qwen2.5-coder:32b',
};

/** The lines of the stack that say who talks to whom. */
function excerpt(source: string): string {
  const [, lines = ''] = /( {4}\/\/ Who talks to whom\.[\s\S]*?)\n\n {4}\/\/ Who is watched/.exec(source) ?? [];
  return lines.replaceAll(/^ {4}/gm, '');
}
