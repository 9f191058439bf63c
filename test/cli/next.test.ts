import { environments } from '../support/project';
import { steading } from '../support/steading';

const shop = (layout: string, repository = 'https://github.com/anvil/home.git', version = '') => `
  stack.deliver(
    { engine: 'flux', repository: '${repository}', revision: 'main', path: 'shop', namespace: 'flux-system' },
    { layout: ${layout}${version && `, version: '${version}'`} },
  );
  const on = stack.cluster('home', CLUSTER).namespace('shop');
  new src.Workload(new src.Component(stack, 'shop'), 'web', { ...WEB, on });`;

async function next(body: string): Promise<string[]> {
  const { stdout } = await steading(['synth'], { cwd: environments({ bad: body }) });
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
