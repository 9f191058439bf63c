import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SshHost } from '../../tools/hosts/host';
import { Keys } from '../../tools/hosts/keys';
import { maker } from '../../tools/hosts/ssh-host';
import { project, stack } from '../support/project';
import { Engine, FAILED, type Ran, succeeded } from './support/engine/engine';
import { asProgram } from './support/engine/program';
import { say, tier } from './support/report';

const CANARY = 'canary-of-a-host';
const COMMAND = 'command:remote:Command';
const did = ({ log }: Ran): string[] =>
  log
    .filter((line) => line.startsWith('end '))
    .map((line) => line.replace('end ', '').replace(`${COMMAND}::`, ''))
    .sort();

tier('pulumi up of hosts', () => {
  const keys = new Keys();
  const hosts: SshHost[] = [];
  let as: 'root' | 'user';
  let root: string;
  let engine: Engine;

  /** Writes the environment anew. */
  const declare = (more = '', { port = 80, hostKey }: { port?: number; hostKey?: string | null } = {}): void => {
    const declared = hosts.map((host, i) => {
      const name = 'ab'[i];
      const key = i === 0 && hostKey !== undefined ? hostKey : host.hostKey;
      const props = { address: '127.0.0.1', port: host.port, user: host.user, architecture: 'amd64' };
      const all = { ...props, identity: keys.client.path, ...(key !== null && { hostKey: key }) };
      return `const ${name} = new src.Host(stack, '${name}', ${JSON.stringify(all)});`;
    });
    const [at, other] = hosts.map(({ place }) => place);
    const body = `
      const conf = a.file('${at}/app.conf', { content: 'port = ${port}\\n', as: '${as}' });
      const run = a.command('run', { test: 'test -e ${at}/ran', apply: 'touch ${at}/ran', undo: 'rm ${at}/ran', as: '${as}', after: [conf] });
      const unit = a.command('unit', { test: 'cmp ${at}/app.conf ${at}/running', apply: 'cp ${at}/app.conf ${at}/running', as: '${as}', after: [conf] });
      a.command('apart', { test: 'test -e ${at}/apart', apply: 'touch ${at}/apart', as: '${as}' });
      const token = a.value('token', { read: 'cat ${at}/canary', as: '${as}', after: [run] });
      const kept = b.file('${other}/token', { content: token, as: '${as}', mode: 0o600 });
      ${more}`;
    writeFileSync(join(root, 'stacks/fleet.ts'), stack('fleet', [...declared, body].join('\n')));
  };
  const at = (i: number, file: string): string => hosts[i]?.outside(join(hosts[i]?.place ?? '', file)) ?? '';
  const file = (i: number, name: string): string =>
    `file-${join(hosts[i]?.place ?? '', name)
      .slice(1)
      .replaceAll('/', '-')}`;
  const up = async (): Promise<Ran> => succeeded(await engine.run('up'));

  beforeAll(async () => {
    const make = await maker(say);
    as = make.isRoom ? 'root' : 'user';
    for (let i = 0; i < 2; i++) hosts.push(await make.start(keys));
    say(`pulumi up of hosts: asked by ${make.server}`);
    root = asProgram(project({ 'Pulumi.fleet.yaml': 'config: {}\n' }));
    mkdirSync(join(root, 'stacks'));
    engine = await Engine.start({ root, environment: 'fleet' });
    writeFileSync(at(0, 'canary'), `${CANARY}\n`);
  });

  afterAll(async () => {
    engine?.stop();
    await Promise.all(hosts.map((host) => host.stop()));
    keys.remove();
  });

  test('a host without a key is refused before anything is begun', async () => {
    declare('', { hostKey: null });
    const { code, said, log } = await engine.run('up');
    expect([code, log]).toEqual([FAILED, []]);
    expect(said).toContain('the keys of these hosts are not known, so that anybody could answer in their place: a');
    expect(said).toContain('to fix: state each as its hostKey in Pulumi.fleet.yaml');
    const { code: previewed, said: warned } = await engine.run('preview');
    expect([previewed, warned]).toEqual([0, expect.stringContaining('warning: the keys of these hosts are not known')]);
  });

  test('an RSA key, for which the provider asks in a way that servers have left off, is refused as well', async () => {
    declare('', { hostKey: 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7' });
    const { code, said, log } = await engine.run('up');
    expect([code, log]).toEqual([FAILED, []]);
    expect(said).toContain('sshd since 8.8 gives none: a');
    expect(said).toContain('what `ssh-keyscan -t ed25519 -p');
  });

  test('what is declared is made so, and a value of one is in a file of the other', async () => {
    declare();
    const ran = await up();
    expect(did(ran)).toHaveLength(6);
    expect(readFileSync(at(0, 'app.conf'), 'utf8')).toBe('port = 80\n');
    expect(readFileSync(at(1, 'token'), 'utf8')).toBe(`${CANARY}\n`);
    const all = [CANARY, Buffer.from(CANARY).toString('base64')];
    const told = [engine.onDisk(), ran.said, ...hosts.map((host) => host.said())].join('\n');
    expect(all.filter((text) => told.includes(text))).toEqual([]);
  });

  test('a second one runs nothing', async () => {
    expect((await up()).log).toEqual([]);
  });

  test('a changed file is sent again, and what comes after it is asked again', async () => {
    declare('', { port: 81 });
    expect(did(await up())).toEqual([
      ...[`update a/${file(0, 'app.conf')}`, 'update a/run', 'update a/unit'],
      `update b/${file(1, 'token')}`,
    ]);
    expect(readFileSync(at(0, 'running'), 'utf8')).toBe('port = 81\n');
  });

  test('a command that failed is not in the state, and runs again', async () => {
    const fails = `b.command('fails', { test: 'test -e ${hosts[1]?.place}/allowed', apply: 'cat ${hosts[1]?.place}/token >&2; false', as: '${as}', after: [kept] });`;
    declare(fails, { port: 81 });
    const failed = await engine.run('up');
    expect([failed.code, did(failed)]).toEqual([FAILED, []]);
    expect(failed.said).toContain('`steading host apply` says why, without the values of b');
    expect([failed.said, engine.onDisk()].filter((text) => text.includes(CANARY))).toEqual([]);
    expect(engine.resources().filter(({ urn }) => urn.endsWith('b/fails'))).toEqual([]);
    writeFileSync(at(1, 'allowed'), '');
    expect(did(await up())).toEqual(['create b/fails']);
  });

  test('another key than that which is stated is refused', async () => {
    declare('', { port: 82, hostKey: keys.hostKey().public });
    const { code, log } = await engine.run('up');
    expect([code, log.filter((line) => line.startsWith('end ') && !line.includes('b/fails'))]).toEqual([FAILED, []]);
    expect(readFileSync(at(0, 'app.conf'), 'utf8')).toBe('port = 81\n');
  });

  test('each line of a test counts', async () => {
    const half = `b.command('half', { test: 'test -e ${hosts[1]?.place}/half\\ntrue', apply: 'touch ${hosts[1]?.place}/half', as: '${as}' });`;
    declare(half, { port: 81 });
    await up();
    expect(existsSync(at(1, 'half'))).toBe(true);
  });

  test('destroy takes back what can be taken back', async () => {
    declare('', { port: 81 });
    await up();
    succeeded(await engine.run('destroy'));
    expect([existsSync(at(0, 'ran')), existsSync(at(0, 'apart'))]).toEqual([false, true]);
  });
});
