import { spawnSync } from 'node:child_process';
import { typed } from '../../src/base/typed';
import { environments } from '../support/project';
import { Session } from '../support/session';

const session = new Session();

const shop = (layout: string, repository = 'https://github.com/anvil/home.git', version = '') => `
  stack.deliver(
    { engine: 'flux', repository: '${repository}', revision: 'main', path: 'shop', namespace: 'flux-system' },
    { layout: ${layout}${version && `, version: '${version}'`} },
  );
  const on = stack.cluster('home', CLUSTER).namespace('shop');
  new src.Workload(new src.Component(stack, 'shop'), 'web', { ...WEB, on });`;

async function next(body: string, out = 'dist'): Promise<string[]> {
  const { stdout } = await session.steading(['synth', '--out', out], { cwd: environments({ bad: body }) });
  const [, said = ''] = stdout.split('next: ');
  return said
    .trim()
    .split('\n')
    .map((line) => line.trim());
}

describe('what to do next, where Flux delivers', () => {
  it('is to bootstrap it, from what is committed', async () => {
    expect(await next(shop('{}'))).toEqual([
      'commit dist/bad to https://github.com/anvil/home.git',
      'flux bootstrap github --owner=anvil --repository=home --branch=main --path=shop/clusters/bad',
    ]);
  });

  it('signs in with a token where it has to be told so, and allows what it would refuse', async () => {
    const where = '--branch=main --path=shop/clusters/bad';
    expect((await next(shop('{}', 'https://git.example.org/home.git')))[1]).toBe(
      `flux bootstrap git --url=https://git.example.org/home.git --token-auth ${where}`,
    );
    expect((await next(shop('{}', 'http://git.lan/home.git')))[1]).toBe(
      `flux bootstrap git --url=http://git.lan/home.git --token-auth --allow-insecure-http ${where}`,
    );
  });

  it('is of the version that the stack says', async () => {
    expect((await next(shop('{}', undefined, 'v2.7.5')))[1]).toMatch(/ --version=v2\.7\.5$/);
    const own = "{ entry: 'gitops/base', source: 'shop', folders: [{ path: 'gitops/base' }] }";
    expect((await next(shop(own, undefined, 'v2.7.5')))[1]).toBe('flux install --version=v2.7.5');
  });

  it('is to install it and to tell it of a source of our own', async () => {
    const own = "entry: 'gitops/base', source: 'shop', folders: [{ path: 'gitops/base' }]";
    expect(await next(shop(`{ ${own} }`))).toEqual([
      'commit dist/bad to https://github.com/anvil/home.git',
      'flux install',
      'kubectl apply -k dist/bad/gitops/base',
    ]);
  });
});

describe('what is to be typed', () => {
  it('is quoted where a shell would take it for something else', async () => {
    const odd = 'https://git.example.org/home.git?a=1&b=$(id)';
    expect(await next(shop('{}', odd), 'my trees')).toEqual([
      `commit 'my trees/bad' to '${odd}'`,
      `flux bootstrap git --url='${odd}' --token-auth --branch=main --path=shop/clusters/bad`,
    ]);
  });

  it('is on one line, seen, and what it was', () => {
    const words = ['a b', "it's", '', '=ls', '$(id)', '~', '*', 'a\nb', '\u001b[2J\u009b', 'l\u202er\\', 'é ü 🙂'];
    const line = `printf '<%s>' ${words.map(typed).join(' ')}`;
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    const { stdout } = spawnSync('bash', ['-c', line], { encoding: 'utf8' });
    expect(stdout).toBe(words.map((word) => `<${word}>`).join(''));
  });
});
