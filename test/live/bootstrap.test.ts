import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { Kube } from '../../src/cluster/kube';
import type { SecretNode } from '../../src/graph/graph';
import { bootstrapped } from '../../src/secrets/bootstrap';
import { binary } from '../../tools/build';
import { type ControlPlane, startControlPlane } from '../../tools/control-plane';
import { PRODUCTS } from '../../tools/products';
import { build, declareOdd } from '../constructs/lab';
import { declare } from '../support/declare';
import { project as files, temporary } from '../support/project';
import { type Ended, ROOT, run, steading } from '../support/steading';
import { accepted } from './support/plane';
import { judged, say, tier } from './support/report';
import { id, inconsistent, type Opened } from './support/sealing';
import { STATE } from './support/state';
import { project, render } from './support/tree';

const CANARY = 'ops_c4n4ry-in-the-mine';
const STACK = `import { defineEnvironment } from ${JSON.stringify(join(ROOT, 'src'))};
import { build, declareOdd } from ${JSON.stringify(join(ROOT, 'test/constructs/lab'))};

export default defineEnvironment({ name: 'lab', config: {}, build(stack) {
  build(stack);
  declareOdd(stack);
} });
`;

tier('Secrets that Git does not have, made in the cluster', () => {
  const folder = files({ 'stacks/lab.ts': STACK, 'Pulumi.lab.yaml': 'config: {}\n' });
  const { graph } = declare((stack) => {
    build(stack);
    declareOdd(stack);
  });
  const contracts = bootstrapped(graph.secrets);
  const shims = temporary();
  const log = join(shims, 'log');
  let plane: ControlPlane | undefined;
  let kube: Kube;
  let path: string;
  let script: string;

  beforeAll(async () => {
    plane = await startControlPlane({ stateDir: join(STATE, 'bootstrap') });
    kube = new Kube(plane.kubeconfig);
    const { folder: htpasswd } = await PRODUCTS.htpasswd.get('', say);
    path = [shims, dirname(await binary('kubectl')), htpasswd, '/usr/bin', '/bin'].join(delimiter);
    for (const program of ['kubectl', 'htpasswd', 'base64', 'tr', 'sed', 'head']) shim(program);
    expect(await steading(['synth', 'lab'], { cwd: folder })).toMatchObject({ code: 0 });
    script = join(folder, 'dist/lab/bin/bootstrap-cluster.sh');
  });
  afterAll(() => plane?.stop());

  /** Writes down with which arguments a program is called, where a list of processes would show them. */
  function shim(program: string): void {
    const file = join(shims, program);
    const rest = '${PATH#*:}';
    writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$0 $*" >> ${log}\nPATH=${rest} exec ${program} "$@"\n`);
    chmodSync(file, 0o755);
  }
  const environment = (token = CANARY) => ({ KUBECONFIG: plane?.kubeconfig ?? '', OP_SERVICE_ACCOUNT_TOKEN: token });
  const byScript = (token?: string, ...options: string[]): Promise<Ended> => {
    writeFileSync(log, '');
    return run('bash', [...options, script], { env: { ...environment(token), PATH: path } });
  };
  const byProgram = (token?: string, ...more: string[]): Promise<Ended> =>
    steading(['secrets', 'bootstrap', 'lab', ...more], { cwd: folder, env: environment(token) });
  const WAYS = [
    ['bin/bootstrap-cluster.sh', byScript],
    ['steading secrets bootstrap', byProgram],
  ] as const;

  const get = (secret: SecretNode) =>
    kube.get({ apiVersion: 'v1', kind: 'Secret', namespace: secret.namespace, name: secret.name });
  async function opened(): Promise<Map<string, Opened>> {
    const all = await Promise.all(contracts.map(async (secret) => [id(secret), await get(secret)] as const));
    return new Map(
      all.flatMap(([name, secret]) => {
        const data = Object.entries((secret?.data ?? {}) as Record<string, string>);
        const values = data.map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]);
        return secret ? [[name, Object.fromEntries(values)]] : [];
      }),
    );
  }
  const versions = () =>
    Promise.all(contracts.map(async (secret) => (await get(secret))?.metadata.resourceVersion ?? 'not there'));
  async function clear(): Promise<void> {
    for (const { namespace, name } of graph.secrets)
      await kube.delete({ apiVersion: 'v1', kind: 'Secret', namespace, name });
  }
  /** In whatever was printed, and in the arguments of every program. */
  async function leaks(ended: Ended): Promise<string[]> {
    const text = ended.stdout + ended.stderr + readFileSync(log, 'utf8');
    const values = [...(await opened()).values()]
      .flatMap((secret) => Object.values(secret))
      .filter((value) => value !== '');
    expect(values.length).toBeGreaterThan(10);
    return [CANARY, ...values].filter(
      (value) => text.includes(value) || text.includes(Buffer.from(value).toString('base64')),
    );
  }

  describe.each(WAYS)('by %s', (way, make) => {
    beforeAll(clear);

    test('are made as their contracts say, and shown to nobody', async () => {
      const said = () => `lab: ${contracts.length} Secrets, by ${way}`;
      const ended = await judged(said, 'kube-apiserver', () => make());
      expect(ended).toMatchObject({ code: 1, stderr: expect.not.stringContaining('error') });
      const values = await opened();
      for (const contract of contracts)
        expect([id(contract), Object.keys(values.get(id(contract)) ?? {}).sort()]).toEqual([
          id(contract),
          contract.keys.map(({ name }) => name),
        ]);
      const generated = contracts.filter(({ keys }) => keys.every(({ source }) => source.from !== 'manual'));
      const { derived, wrong } = await inconsistent(generated, values);
      expect({ wrong, derived: derived > 4 }).toEqual({ wrong: [], derived: true });
      expect(values.get('onepassword/onepassword-token')).toEqual({ token: CANARY });
      expect(values.get('default/nats-credentials')?.NATS_DEFAULT_PASSWORD_BCRYPT).toMatch(/^\$2a\$10\$/);
      expect(values.get('default/odd')?.dots).toMatch(/^[-\\ "'$]{40}$/);
      expect(await leaks(ended)).toEqual([]);
    });

    test('stay as they are, whoever comes again', async () => {
      const before = await versions();
      for (const [, again] of WAYS) {
        const ended = await again();
        expect(ended.stdout).not.toMatch(/^made/m);
        expect(new Set(ended.stdout.match(/^kept .*/gm)).size).toBe(contracts.length);
        expect(await leaks(ended)).toEqual([]);
      }
      // What is there needs nobody's token.
      expect((await make('')).stdout).not.toMatch(/^made/m);
      expect(await versions()).toEqual(before);
    });

    test('get the keys that they lack, and keep the others', async () => {
      const before = await opened();
      await kube.delete({ apiVersion: 'v1', kind: 'Secret', namespace: 'default', name: 'redis' });
      await accepted(kube, [
        { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'redis', namespace: 'default' }, type: 'Opaque' },
      ]);
      const nats = { apiVersion: 'v1', kind: 'Secret', namespace: 'default', name: 'nats-credentials' };
      const lost = { data: { NATS_DEFAULT_PASSWORD_BCRYPT: null } };
      await kube.request(
        'PATCH',
        '/api/v1/namespaces/default/secrets/nats-credentials',
        lost,
        'application/merge-patch+json',
      );
      expect(Object.keys((await kube.get(nats))?.data as object)).toEqual(['NATS_DEFAULT_PASSWORD']);
      const ended = await make();
      expect(ended.stdout).toContain('made  default/redis: REDIS_PASSWORD\n');
      expect(ended.stdout).toContain('made  default/nats-credentials: NATS_DEFAULT_PASSWORD_BCRYPT\n');
      const after = await opened();
      expect(after.get('default/nats-credentials')?.NATS_DEFAULT_PASSWORD).toBe(
        before.get('default/nats-credentials')?.NATS_DEFAULT_PASSWORD,
      );
      const generated = contracts.filter(({ keys }) => keys.every(({ source }) => source.from !== 'manual'));
      expect((await inconsistent(generated, after)).wrong).toEqual([]);
    });

    test('are not silently left apart: what was made from a lost value is named', async () => {
      await kube.delete({ apiVersion: 'v1', kind: 'Secret', namespace: 'default', name: 'postgres-litellm' });
      const ended = await make();
      expect(ended.code).toBe(1);
      expect(ended.stderr).toContain('holds the old value of default/postgres-litellm/password');
      await kube.delete({ apiVersion: 'v1', kind: 'Secret', namespace: 'default', name: 'litellm-database' });
      const healed = await make();
      expect(healed.stderr).not.toContain('old value');
      const generated = contracts.filter(({ keys }) => keys.every(({ source }) => source.from !== 'manual'));
      expect((await inconsistent(generated, await opened())).wrong).toEqual([]);
    });

    test('wait for what only a person has', async () => {
      const place = { apiVersion: 'v1', kind: 'Secret', namespace: 'default', name: 'by-hand' };
      const told = await make();
      expect(`${told.stdout}${told.stderr}`).toMatch(/to do:? default\/by-hand.*the key of the door/);
      await accepted(kube, [
        {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name: place.name, namespace: 'default' },
          stringData: { door: 'open' },
        } as never,
      ]);
      const filled = await make();
      expect(filled).toMatchObject({ code: 0, stderr: '' });
      await kube.delete(place);
    });
  });

  test('a script that is traced shows no value', async () => {
    await clear();
    expect(await leaks(await byScript(CANARY, '-x', '-v'))).toEqual([]);
  });

  test('without the token the script makes nothing, and the program all the rest', async () => {
    await clear();
    expect(await byScript('')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('error: set OP_SERVICE_ACCOUNT_TOKEN: '),
    });
    expect((await opened()).size).toBe(0);
    const ended = await byProgram('');
    expect(ended).toMatchObject({ code: 1, stdout: expect.stringContaining('set OP_SERVICE_ACCOUNT_TOKEN') });
    expect((await opened()).size).toBe(contracts.length - 1);
  });

  test('a script without htpasswd or kubectl, and a program without a cluster, say so', async () => {
    const without = (lost: string) => {
      const found = ['bash', 'head', 'tr', 'sed', 'base64', 'kubectl', 'htpasswd'].filter((name) => name !== lost);
      const bin = temporary();
      for (const name of found)
        writeFileSync(join(bin, name), `#!/bin/sh\nPATH=${path} exec ${name} "$@"\n`, { mode: 0o755 });
      return run('/bin/bash', [script], { env: { ...environment(), PATH: bin } });
    };
    for (const name of ['htpasswd', 'kubectl'])
      expect(await without(name)).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringContaining(`error: there is no ${name} here`),
      });
    const nowhere = join(temporary(), 'kubeconfig');
    expect(await byProgram(CANARY, '--kubeconfig', nowhere)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('no kubeconfig'),
    });
    writeFileSync(nowhere, readFileSync(plane?.kubeconfig ?? '', 'utf8').replace(/127\.0\.0\.1:\d+/, '127.0.0.1:9'));
    expect(await byProgram(CANARY, '--kubeconfig', nowhere)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('does not answer'),
    });
  });

  test.each(project.environments())('of %s are made, and then stay', async (name) => {
    const { graph: one } = await render(name);
    const all = bootstrapped(one.secrets);
    // The services of document 003 were made above, under the names of the environment `lab`.
    for (const { namespace, name: secret } of all)
      await kube.delete({ apiVersion: 'v1', kind: 'Secret', namespace, name: secret });
    const env = environment();
    const first = await steading(['secrets', 'bootstrap', name], { env });
    expect(first.stdout.match(/^made {2}(?!namespace)/gm) ?? []).toHaveLength(all.length);
    const again = await steading(['secrets', 'bootstrap', name], { env });
    expect(again.stdout).not.toMatch(/^made/m);
    expect(again.code).toBe(first.code);
    say(`${name}: ${all.length} Secrets made`);
  });
});
