import { environments } from '../support/project';
import { ROOT, run, steading } from '../support/steading';

const ESCAPE = '\u001b';
const cwd = environments({ shop: "new src.Component(stack, 'a').after(new src.Component(stack, 'b'), 'x');" });
const bad = environments({
  shop: "const on = stack.cluster('home', CLUSTER).namespace('s'); new src.Workload(new src.Component(stack, 'a'), 'w', { ...WEB, on }).listen('http', { port: 0 });",
});
const onTerminal = (env: Record<string, string>) =>
  run('script', ['--quiet', '--command', `"${process.execPath}" "${ROOT}/bin/steading.js" check shop`, '/dev/null'], {
    cwd: bad,
    env: { TERM: 'xterm-256color', ...env },
  });

describe('colour', () => {
  it.each([
    ['', {}],
    [', in a CI system either', { CI: 'true' }],
  ])('is nowhere without a terminal%s', async (_, env) => {
    for (const args of [
      ['synth', '--out', `${cwd}/out`],
      ['synth', '--check'],
    ]) {
      const { stdout, stderr } = await steading(args, { cwd, env });
      expect(stdout + stderr).not.toContain(ESCAPE);
    }
    const { stdout } = await steading(['check', 'shop'], { cwd: bad, env });
    expect(stdout).toContain('port/out-of-range');
    expect(stdout).not.toContain(ESCAPE);
  });

  it('is there on a terminal', async () => {
    const { stdout } = await onTerminal({});
    expect(stdout).toContain(`${ESCAPE}[31merror`);
  });

  it('is turned off by NO_COLOR', async () => {
    const { stdout } = await onTerminal({ NO_COLOR: '1' });
    expect(stdout).toContain('error  ');
    expect(stdout).not.toContain(ESCAPE);
  });
});
