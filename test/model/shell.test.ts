import { spawnSync } from 'node:child_process';
import { sh } from '../../src/base/shell';
import fc from '../support/chance';

const run = (script: string) => spawnSync('sh', ['-euc', script], { encoding: 'utf8' }).stdout;

describe('a script', () => {
  it('is moved to the left as a whole', () => {
    expect(sh`
      if true; then
        echo ${'a b'}
      fi`).toBe("if true; then\n  echo 'a b'\nfi");
    expect(sh`
      ${['systemctl', '--user']} restart ${'web'}
      ${'true'}`).toBe('systemctl --user restart web\ntrue');
  });

  it('hands on what is put in as one word, lines and their indentation included', () => {
    const indented = 'one\n      two\n  three\n';
    expect(
      run(sh`
        printf %s ${indented}`),
    ).toBe(indented);
    const text = fc.stringMatching(/^[ \n\t'"$\\`a;#*é]*$/);
    fc.assert(
      fc.property(text, text, (a, b) => {
        const script = sh`
          printf '<%s>' ${a} ${[b, a]}`;
        expect(run(script)).toBe(`<${a}><${b}><${a}>`);
      }),
      { numRuns: 200 },
    );
  });
});
