import { execFileSync } from 'node:child_process';
import { runtime } from '@pulumi/pulumi';
import type { MockResourceArgs } from '@pulumi/pulumi/runtime';
import { compareSync } from 'bcryptjs';
import { refuse, register } from '../../../src/backends/pulumi/register';
import type { Resource } from '../../../src/backends/pulumi/resource';
import { ROOT } from '../../support/steading';
import { ENVIRONMENTS, planned } from './planned';

const KEY = 'the key of a stand-in';

/** A stand-in for the engine and its providers (Pulumi's own `setMocks`): it takes everything, and draws what is random. */
async function registered(plan: readonly Resource[], config: Readonly<Record<string, string>> = {}) {
  const seen: MockResourceArgs[] = [];
  await runtime.setMocks(
    {
      newResource(args) {
        seen.push(args);
        const drawn = args.type.startsWith('random:') ? { result: random(args) } : {};
        const said = args.type === 'command:remote:Command' ? { stdout: `value of ${args.name}` } : {};
        return { id: `${args.name}-id`, state: { ...args.inputs, ...drawn, ...said } };
      },
      call: () => ({}),
    },
    'steading',
    'test',
  );
  runtime.setAllConfig(
    Object.fromEntries(Object.entries(config).map(([key, value]) => [`steading:${key}`, value])),
    Object.keys(config).map((key) => `steading:${key}`),
  );
  const { prepareStackTrace } = Error;
  register(plan, { privateKey: () => KEY });
  expect(Error.prepareStackTrace).not.toBe(prepareStackTrace);
  await runtime.disconnect();
  await new Promise(setImmediate);
  expect(Error.prepareStackTrace).toBe(prepareStackTrace);
  return seen;
}

/** As long as asked for, of the characters that were asked for, and another one for each name. */
function random({ name, inputs }: MockResourceArgs): string {
  const { length, overrideSpecial: characters } = inputs as { length: number; overrideSpecial: string };
  const seed = [...name].reduce((sum, character) => sum * 31 + character.charCodeAt(0), 7);
  return Array.from({ length }, (_, i) => characters[Math.abs((seed >> (i % 24)) + i) % characters.length]).join('');
}

describe.each(ENVIRONMENTS)('%s', (name) => {
  it('registers what is planned, and nothing else', async () => {
    const { plan } = await planned(name);
    const seen = await registered(plan);
    const names = (all: readonly { type: string; name: string }[]) =>
      all.map((one) => `${one.type} ${one.name}`).sort();
    expect(names(seen)).toEqual(names(plan));
    const inCluster = seen.filter(({ type }) => type.startsWith('kubernetes:'));
    const [cluster] = plan.filter(({ type }) => type === 'pulumi:providers:kubernetes').map(({ name: of }) => of);
    expect(
      inCluster.filter(({ provider }) => !provider?.includes(`pulumi:providers:kubernetes::${cluster}::`)),
    ).toEqual([]);
  });
});

it('loads of the SDK what it needs: neither a compiler nor the resolver of npm', () => {
  const script = `require('tsx/cjs');
    require('./src/backends/pulumi/register.ts');
    console.log(Object.keys(require.cache).filter((path) => /node_modules.(typescript|@npmcli)./.test(path)).length);`;
  expect(execFileSync(process.execPath, ['-e', script], { cwd: ROOT }).toString()).toBe('0\n');
});

it('a way to a cluster is told no kubeconfig but that of the configuration', async () => {
  const { plan } = await planned('idp');
  const given = async (config: Readonly<Record<string, string>>) =>
    (await registered(plan, config))
      .filter(({ type }) => type === 'pulumi:providers:kubernetes')
      .map(({ inputs }) => plain(inputs.kubeconfig));
  const { KUBECONFIG: before } = process.env;
  process.env.KUBECONFIG = '/home/somebody/.kube/config';
  const all = [await given({}), await given({ kubeconfig: 'apiVersion: v1' })];
  if (before === undefined) delete process.env.KUBECONFIG;
  else process.env.KUBECONFIG = before;
  expect(all).toEqual([[undefined], ['apiVersion: v1']]);
});

/** What is secret to the engine says so where it is handed on. */
function plain(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (SECRET in value) return plain((value as { readonly value?: unknown }).value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

const SECRET = '4dabf18193072939515e22adb298388d';

describe('secrets', () => {
  const decoded = (data: unknown): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(plain(data) as Record<string, string>).map(([key, value]) => [
        key,
        Buffer.from(value, 'base64').toString(),
      ]),
    );

  it('hold together: what is derived has the value that it is derived from, a hash is of it', async () => {
    const { plan } = await planned('homelab');
    const seen = await registered(plan);
    const values = (secret: string) => {
      const found = seen.find(({ type, name }) => type === 'kubernetes:core/v1:Secret' && name.endsWith(`/${secret}`));
      return decoded(found?.inputs.data);
    };
    const password = values('postgresql-litellm').password;
    expect(password).toHaveLength(32);
    expect(values('litellm-database').DATABASE_URL).toContain(`:${password}@`);
    expect(values('litellm-master-key').LITELLM_MASTER_KEY).toMatch(/^sk-/);
    const { hash = '', password: login = '' } = values('login-admin');
    const [, hashed = ''] = /(\$2[ab]\$.*)/.exec(hash) ?? [];
    expect(compareSync(login, hashed)).toBe(true);
  });

  it('that only a person has are taken from the configuration, and left to them where it has none', async () => {
    const { plan } = await planned('homelab');
    const data = (seen: readonly MockResourceArgs[]) =>
      seen.find(({ name }) => name.endsWith('/github-app'))?.inputs.data;
    expect(data(await registered(plan))).toBeUndefined();
    const given = await registered(plan, { 'secret.arc-runners.github-app.github_app_id': '4711' });
    expect(decoded(data(given))).toEqual({ github_app_id: '4711' });
  });
});

it('a refusal has no stack, on which Pulumi would spend its time', () => {
  const refused = (): unknown => {
    try {
      return refuse('a text for people');
    } catch (error) {
      return error;
    }
  };
  expect(refused()).toMatchObject({ message: 'a text for people', stack: '' });
});
