import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const FILE = join(ROOT, 'README.md');

/** What the README shows is what the commands print: `UPDATE=1` writes it anew. */
describe('the README', () => {
  const out = mkdtempSync(join(tmpdir(), 'steading-'));
  afterAll(() => rmSync(out, { recursive: true }));

  test('shows real output', () => {
    const printed = execFileSync('node', ['bin/steading.js', 'synth', '--out', out], { cwd: ROOT, encoding: 'utf8' });
    const shown = new Map([
      ['output: synth', printed.replaceAll(/\S*\/steading-\w+|(\.\.\/)+\S*steading-\w+/g, 'dist').trimEnd()],
      ['stack', excerpt(readFileSync(join(ROOT, 'stacks/homelab.ts'), 'utf8'))],
    ]);
    const readme = readFileSync(FILE, 'utf8');
    const wanted = readme.replace(/<!-- (.+?) -->\n```(\w*)\n[\s\S]*?```/g, (_, what: string, language: string) => {
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
    if (process.env.UPDATE) writeFileSync(FILE, wanted);
    else expect(readme).toBe(wanted);
  });
});

/** The lines of the stack that answer and talk. */
function excerpt(source: string): string {
  const [, lines = ''] = /( {4}\/\/ Who talks to whom\.[\s\S]*?)\n {2}\},/.exec(source) ?? [];
  return lines.replaceAll(/^ {4}/gm, '');
}
