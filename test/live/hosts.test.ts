import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HostProps, SshHost } from '../../tools/hosts/host';
import { Keys } from '../../tools/hosts/keys';
import { type Maker, maker } from '../../tools/hosts/ssh-host';
import { environments } from '../support/project';
import { type Ended, ROOT, steading } from '../support/steading';
import { Onlooker } from './support/onlooker';
import { say } from './support/report';

const keys = new Keys();
const started: SshHost[] = [];
let make: Maker;
let server: SshHost;

async function start(props: HostProps = {}): Promise<SshHost> {
  const host = await make.start(keys, props);
  started.push(host);
  return host;
}

beforeAll(async () => {
  make = await maker(say);
  say(`steading host: asked by ${make.server}`);
  server = await start();
});

afterAll(async () => {
  await Promise.all(started.map((host) => host.stop()));
  keys.remove();
});

interface Stated {
  readonly hostKey?: string | null;
  readonly user?: string;
  /** @default - the file with the key that is known there */
  readonly identity?: string | null;
}

/** A project whose environment `fleet` declares `a`, `b` … with these addresses; `body` knows them, and `sh`. */
function fleet(hosts: readonly SshHost[], body: string, stated: Stated = {}): string {
  const declared = hosts.map((host, i) => {
    const name = String.fromCharCode('a'.charCodeAt(0) + i);
    const { hostKey = host.hostKey, user = host.user, identity = keys.client.path } = stated;
    const props = { address: '127.0.0.1', port: host.port, user, architecture: 'amd64' };
    const all = { ...props, ...(hostKey && { hostKey }), ...(identity && { identity }) };
    return `const ${name} = new src.Host(stack, '${name}', ${JSON.stringify(all)});`;
  });
  const shell = `const { sh } = require(${JSON.stringify(join(ROOT, 'src/base/shell'))});`;
  return environments({ fleet: [shell, ...declared, body].join('\n') });
}

let folders = 0;
/** A folder of a host that no other test uses; it is made by the first command that needs it. */
const place = (host = server): string => `${host.place}/${folders++}`;

const host = (cwd: string, what: 'plan' | 'apply', ...more: string[]): Promise<Ended> =>
  steading(['host', what, 'fleet', ...more], { cwd, env: { SSH_AUTH_SOCK: '' } });
const read = (path: string, on = server): string => readFileSync(on.outside(path), 'utf8');
const exists = (path: string, on = server): boolean => existsSync(on.outside(path));
const as = (): string => (make.isRoom ? 'root' : 'user');

/** Needs a machine of its own. */
const rooms = (name: string, test: () => Promise<void>): void =>
  it(name, async () => (make.isRoom ? test() : say(`skipped, a stand-in cannot be root: ${name}`)));

describe('plan and apply', () => {
  it('plan says what would change, apply makes it, and then nothing is left to do', async () => {
    const folder = place();
    const cwd = fleet(
      [server],
      `const file = a.file('${folder}/app.conf', { content: 'port = 80\\nname = new\\n', as: '${as()}' });
       const run = a.command('run', { test: 'test -e ${folder}/ran', apply: 'touch ${folder}/ran', as: '${as()}', after: [file], restarts: 'app.service' });
       a.command('fine', { test: 'true', apply: 'false', after: [run] });`,
    );
    const before = await host(cwd, 'plan');
    expect(before).toMatchObject({ code: 1, stderr: '' });
    expect(before.stdout).toContain('0 of 1 hosts are as they shall be, 1 would change');
    expect(before.stdout).toContain('2 of 3 would change');
    expect(before.stdout).toContain(`${folder}/app.conf, new, 644 `);
    expect(before.stdout).toMatch(/change {2}run: .*restarts app\.service; after file-/);
    expect(exists(folder)).toBe(false);

    const first = await host(cwd, 'apply');
    expect(first).toMatchObject({ code: 0 });
    expect(first.stdout).toContain('2 done, 1 already so, 0 failed, 0 not tried');
    expect(first.stdout).toContain('a/run, restarted app.service');
    expect(read(`${folder}/app.conf`)).toBe('port = 80\nname = new\n');

    expect(await host(cwd, 'plan')).toMatchObject({ code: 0, stderr: '' });
    const again = await host(cwd, 'apply');
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout).toContain('0 done, 3 already so');

    writeFileSync(server.outside(`${folder}/app.conf`), 'port = 80\nname = by hand\n');
    const changed = await host(cwd, 'plan');
    expect(changed.code).toBe(1);
    expect(changed.stdout).toMatch(/ {2}port = 80\n +-name = by hand\n +\+name = new\n/);
    expect(changed.stdout).toContain('asked again  run: may restart app.service');
  });

  it('a failing command stops what comes after it, and nothing else', async () => {
    const folder = place();
    const other = await start();
    const cwd = fleet(
      [server, other],
      `const made = a.command('made', { test: 'test -d ${folder}', apply: 'mkdir -p ${folder}', as: '${as()}' });
       const broken = a.command('broken', { test: 'false', apply: 'echo this is why >&2; exit 7', after: [made] });
       const behind = a.command('behind', { test: 'false', apply: 'true', after: [broken] });
       b.command('far-behind', { test: 'false', apply: 'true', after: [behind] });
       const lies = b.command('lies', { test: 'false', apply: 'true' });
       b.command('beside', { test: 'test -e ${folder}-b', apply: 'touch ${folder}-b', as: '${as()}' });`,
    );
    const { code, stdout, stderr } = await host(cwd, 'apply');
    expect(code).toBe(3);
    expect(stderr).toContain('a/broken: failed\n');
    expect(stdout).toContain('2 done, 0 already so, 2 failed, 2 not tried');
    expect(stdout).toMatch(/error {4}a\/broken ended with 7\n +\| this is why\n +to fix: correct its apply/);
    expect(stdout).toContain('b/lies was applied but its test still fails');
    expect(stdout).toContain('a/behind: comes after a/broken');
    expect(stdout).toContain('b/far-behind: comes after a/broken');
    expect(exists(`${folder}-b`, other)).toBe(true);
  });

  it('a host that was not named is asked for what comes first, and not touched', async () => {
    const folder = place();
    const other = await start();
    const cwd = fleet(
      [server, other],
      `const first = a.command('first', { test: 'test -d ${folder}', apply: 'mkdir -p ${folder}', as: '${as()}' });
       b.command('second', { test: 'test -d ${folder}-b', apply: 'mkdir -p ${folder}-b', as: '${as()}', after: [first] });`,
    );
    const alone = await host(cwd, 'apply', 'b');
    expect(alone.code).toBe(3);
    expect(alone.stdout).toContain('a/first is not so, and its host was not named');
    expect(alone.stdout).toContain('to fix: name a as well');
    expect(exists(folder)).toBe(false);
    expect(await host(cwd, 'apply', 'a', 'b')).toMatchObject({ code: 0 });
  });

  it('what was cut off in the middle leaves the old file, and the next apply goes on', async () => {
    const folder = place();
    const path = `${folder}/large`;
    const declare = (line: string, times: number): string =>
      fleet([server], `a.file('${path}', { content: () => '${line}\\n'.repeat(${times}), as: '${as()}' });`);
    expect(await host(declare('old', 3), 'apply')).toMatchObject({ code: 0 });

    const cwd = declare('a line of the new file', 4_000_000);
    const running = host(cwd, 'apply');
    const half = (): string | undefined =>
      readdirSync(server.outside(folder)).find((name) => name.startsWith('.steading.'));
    await until('a part of it is there', () => half() !== undefined);
    await server.cut();
    const { code, stdout } = await running;
    expect({ code, stdout }).toMatchObject({ code: 3, stdout: expect.stringContaining('the connection was lost') });
    expect(read(path)).toBe('old\n'.repeat(3));
    await until('the part is gone', () => half() === undefined);

    expect(await host(cwd, 'apply')).toMatchObject({ code: 0 });
    expect(read(path)).toBe('a line of the new file\n'.repeat(4_000_000));
    expect(await host(cwd, 'plan')).toMatchObject({ code: 0 });
  });

  it('Ctrl-C says how far it came, and the next apply goes on', async () => {
    const folder = place();
    const cwd = fleet(
      [server],
      `const first = a.command('first', { test: 'test -d ${folder}', apply: 'mkdir -p ${folder}', as: '${as()}' });
       const slow = a.command('slow', { test: 'test -e ${folder}/slow', apply: 'touch ${folder}/begun; sleep 1; touch ${folder}/slow', as: '${as()}', after: [first] });
       a.command('last', { test: 'test -e ${folder}/slow', apply: 'false', as: '${as()}', after: [slow] });`,
    );
    const child = spawn(process.execPath, [join(ROOT, 'bin/steading.js'), 'host', 'apply', 'fleet'], { cwd });
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].on('data', (chunk) => {
        said[name] += chunk;
      });
    await until('the slow one has begun', () => exists(`${folder}/begun`));
    child.kill('SIGINT');
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(130);
    expect(said.stdout).toContain('1 done, 0 already so');
    expect(said.stdout).toContain('interrupted, and may run on there:\n  a/slow\n');
    expect(said.stdout).toContain('a/last: its turn had not come');
    expect(said.stderr).toContain('interrupted by SIGINT: apply again, it goes on from there');
    await until('it ran on', () => exists(`${folder}/slow`));
    expect((await host(cwd, 'apply')).stdout).toContain('0 done, 3 already so');
  });

  rooms('a host starts anew, and what comes after waits for it', async () => {
    const folder = place();
    const cwd = fleet(
      [server],
      `const boot = a.command('flags', {
         test: 'test -e ${folder} && ! grep -q "$(cat /proc/sys/kernel/random/boot_id)" ${folder}',
         apply: 'cat /proc/sys/kernel/random/boot_id > ${folder}', as: 'root', reboot: true });
       a.command('beside', { test: 'test -e ${folder}-beside', apply: 'sleep 1; touch ${folder}-beside', as: 'root' });
       a.command('after', { test: 'false', apply: 'cat /proc/sys/kernel/random/boot_id', after: [boot] });`,
    );
    const plan = await host(cwd, 'plan');
    expect(plan.stdout).toContain('wait for the new start after flags: after');
    expect(plan.stdout).toContain('starts the host anew');
    const { stdout } = await host(cwd, 'apply');
    expect(stdout).toContain('a/flags, the host started anew');
    expect(stdout).toContain('a/beside\n');
    const boot = read('/etc/boot_id');
    expect(read(folder)).not.toBe(boot);
    expect(stdout).toContain(boot.trim());
  });
});

it('signs in with a key of the SSH agent', async () => {
  const socket = join(keys.folder, 'agent');
  const agent = spawn('ssh-agent', ['-D', '-a', socket]);
  try {
    await until('the agent is there', () => existsSync(socket));
    const env = { SSH_AUTH_SOCK: socket };
    const cwd = fleet([server], "a.command('fine', { test: 'true', apply: 'false' });", { identity: null });
    const refused = await steading(['host', 'plan', 'fleet'], { cwd, env });
    expect(refused.stderr).toContain('sign in with any key of the SSH agent');
    spawnSync('ssh-add', ['-q', keys.client.path], { env: { ...process.env, ...env } });
    expect(await steading(['host', 'plan', 'fleet'], { cwd, env })).toMatchObject({ code: 0, stderr: '' });
  } finally {
    agent.kill();
  }
});

describe('what is not spoken to', () => {
  const nothing = "a.command('touch', { test: 'false', apply: 'true' });";
  const refuses = async (cwd: string): Promise<string> => {
    const before = server.said().length;
    const { code, stdout, stderr } = await host(cwd, 'apply');
    expect(code).toBe(3);
    expect(server.said().slice(before)).not.toMatch(/userauth-request|Starting session/);
    return stdout + stderr;
  };

  it('a host with another key than the stated one', async () => {
    const other = keys.hostKey();
    const text = await refuses(fleet([server], nothing, { hostKey: other.public }));
    expect(text).toContain('shows another key');
    for (const key of [server.hostKey, other.public]) expect(text).toContain(fingerprint(key));
    expect(text).toContain('the machine was installed anew');
  });

  it('a host with a key of another type', async () => {
    const other = keys.hostKey('ecdsa');
    const text = await refuses(fleet([server], nothing, { hostKey: other.public }));
    for (const key of [server.hostKey, other.public]) expect(text).toContain(fingerprint(key));
  });

  it('a host whose key is not stated', async () => {
    const text = await refuses(fleet([server], nothing, { hostKey: null }));
    expect(text).toContain(fingerprint(server.hostKey));
    expect(text).toContain('is not known');
    expect(text).toContain(`ssh-keyscan -p ${server.port} 127.0.0.1`);
    expect(text).toContain(server.hostKey);
    expect(text).toContain('Pulumi.fleet.yaml');
  });

  it('a host that states no key at all', async () => {
    const text = await refuses(fleet([server], nothing, { hostKey: 'ssh-ed25519 nonsense' }));
    expect(text).toContain("its hostKey 'ssh-ed25519 nonsense' is no public key");
  });
});

describe('says why', () => {
  const nothing = "a.command('touch', { test: 'false', apply: 'true' });";

  it('a host refuses connections', async () => {
    const gone = await start();
    await gone.stop();
    started.splice(started.indexOf(gone), 1);
    const { code, stdout, stderr } = await host(
      fleet([gone, server], `${nothing} b.command('fine', { test: 'true', apply: 'true' });`),
      'plan',
    );
    expect(code).toBe(3);
    expect(stderr).toContain(`error: a: 127.0.0.1 port ${gone.port} refuses connections\nto fix: see that sshd runs`);
    expect(stdout).toContain('1 of 2 hosts are as they shall be, 0 would change, 1 could not be asked');
  });

  it('a user or a key is not known there', async () => {
    const { code, stdout } = await host(fleet([server], nothing, { user: 'nobody-known' }), 'apply');
    expect(code).toBe(3);
    expect(stdout).toContain("does not let 'nobody-known' sign in with the key");
    expect(stdout).toContain('to fix: see that the user is there, and bring the key: ssh-copy-id');
    expect(stdout).toContain('a/touch: a was not to be had');
  });

  it.each([
    ['no key to sign in with', null, 'there is no key to sign in with: it states no identity, and no SSH agent runs'],
    ['a key that is not there', '/nowhere/key', 'its identity /nowhere/key cannot be read: ENOENT'],
    ['a public key', () => `${keys.client.path}.pub`, 'is a public key\nto fix: name the file with the private key'],
    ['a locked key', () => keys.locked().path, 'is locked by a passphrase\nto fix: `ssh-add` it'],
  ])('%s', async (_, identity, says) => {
    const stated = { identity: typeof identity === 'function' ? identity() : identity };
    const { code, stderr } = await host(fleet([server], nothing, stated), 'plan');
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining(says) });
  });

  it('a host does not answer', async () => {
    const silent = createServer((socket) => socket.resume());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const mute = Object.assign(Object.create(server), { port }) as SshHost;
    const { code, stderr } = await host(fleet([mute], nothing), 'plan').finally(() => silent.close());
    expect(code).toBe(3);
    expect(stderr).toContain(
      `a: 127.0.0.1 port ${port} does not answer within 20 s\nto fix: see that the machine is on`,
    );
  });

  rooms('sudo wants a password', async () => {
    const closed = await start({ sudo: 'password' });
    // More than a connection has channels: what waits for its turn must not keep the program alive.
    const others = "for (let i = 0; i < 12; i++) a.command('c' + i, { test: 'sleep 0.2', apply: 'true' });";
    const cwd = fleet([closed], `a.command('touch', { test: 'false', apply: 'true', as: 'root' }); ${others}`);
    const { code, stderr } = await host(cwd, 'plan');
    expect(code).toBe(3);
    expect(stderr).toContain("a: sudo wants a password of 'admin', and nobody is there to type one");
    expect(stderr).toContain("to fix: as root on a: echo 'admin ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/steading");
  });

  it('a test comes to no end of its own', async () => {
    const cwd = fleet([server], "a.command('gone', { test: 'no-such-program --flag', apply: 'true' });");
    const { code, stdout } = await host(cwd, 'plan');
    expect(code).toBe(1);
    expect(stdout).toMatch(/its test ended with 127: .*no-such-program: not found/);
  });
});

const AWKWARD = [
  `'single' "double" \`back\` ''' """`,
  '$(id) ${HOME} $HOME $$ !! !1 ~ * ? [a-z] {a,b}',
  'back\\slash \\n \\\\ \\',
  'two\nlines\n\nand a tab\t',
  'ünïcödé 中文 🙂 \u00a0 é',
  '; exit 1 # & | > /dev/null',
  '-n -e --',
  '%s %d %%',
];

describe('words arrive as they are', () => {
  it('in files and in words of commands', async () => {
    const folder = place();
    const cwd = fleet(
      [server],
      AWKWARD.map(
        (_, i) => `
          const file${i} = a.file('${folder}/file ${i}', { content: ${JSON.stringify(AWKWARD[i])}, as: '${as()}' });
          a.command('word-${i}', { test: sh\`test -e ${folder}/word-${i}\`, apply: sh\`printf %s \${${JSON.stringify(AWKWARD[i])}} > ${folder}/word-${i}\`, as: '${as()}', after: [file${i}] });`,
      ).join(''),
    );
    expect(await host(cwd, 'apply')).toMatchObject({ code: 0 });
    expect(AWKWARD.map((_, i) => read(`${folder}/file ${i}`))).toEqual(AWKWARD);
    expect(AWKWARD.map((_, i) => read(`${folder}/word-${i}`))).toEqual(AWKWARD);
    expect(await host(cwd, 'plan')).toMatchObject({ code: 0 });
  });

  it('in values', async () => {
    const [from, to] = [place(), place()];
    const other = await start();
    const value = AWKWARD.join('\n');
    const cwd = fleet(
      [server, other],
      `const made = a.file('${from}/value', { content: ${JSON.stringify(value)}, as: '${as()}', mode: 0o600 });
       const value = a.value('value', { read: 'cat ${from}/value', as: '${as()}', after: [made] });
       b.file('${to}/value', { content: value, as: '${as()}', mode: 0o600 });`,
    );
    expect(await host(cwd, 'apply')).toMatchObject({ code: 0 });
    expect(read(`${to}/value`, other)).toBe(value);
  });
});

it('a value is in no output, no error, no list of processes and no tree', async () => {
  const canary = `canary-${Math.random().toString(36).slice(2)}'"\\$(x)`;
  const [from, to] = [place(), place()];
  const other = await start();
  writeFileSync(`${server.outside(server.place)}/canary`, `${canary}\n`);
  const cwd = fleet(
    [server, other],
    `const token = a.value('token', { read: 'sleep 0.3; cat ${server.place}/canary', as: '${as()}' });
     const file = b.file('${to}/token', { content: token, as: '${as()}', mode: 0o600 });
     b.command('talks', { test: 'false', apply: 'sleep 0.3; cat ${to}/token; cat ${to}/token >&2; exit 1', as: '${as()}', after: [file] });
     const lost = a.value('lost', { read: 'cat ${server.place}/canary >&2; exit 4', as: '${as()}' });
     a.file('${to}/lost', { content: lost, as: '${as()}' });`,
  );
  const onlooker = new Onlooker();
  const ended = [await host(cwd, 'plan'), await host(cwd, 'apply'), await host(cwd, 'apply'), await host(cwd, 'plan')];
  const { samples, text } = await onlooker.stop();
  await steading(['synth'], { cwd });
  expect(read(`${to}/token`, other)).toBe(`${canary}\n`);
  expect(exists(from)).toBe(false);
  expect(ended.map(({ code }) => code)).toEqual([1, 3, 3, 1]);
  expect(ended[1]?.stdout).toMatch(/b\/talks ended with 1\n +\| \*\*\*\n/);
  expect(ended[1]?.stdout).toContain("the value 'lost' of a cannot be read: its script ended with 4");
  expect(samples).toBeGreaterThan(50);
  expect(text).toContain('sleep 0.3'); // it looked where it would have been seen
  const told = ended.map(({ stdout, stderr }) => stdout + stderr).join('');
  const bait = canary.slice(0, 'canary-1234'.length);
  expect([told, text, server.said(), other.said(), tree(cwd)].map((all) => all.includes(bait))).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
  rmSync(`${server.outside(server.place)}/canary`);
});

async function until(what: string, test: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 20_000; !test(); await sleep(2))
    if (Date.now() > deadline) throw new Error(`not within 20 s: ${what}`);
}

function tree(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')).join('');
}

function fingerprint(key: string): string {
  const { stdout } = spawnSync('ssh-keygen', ['-lf', '-'], { input: `${key}\n`, encoding: 'utf8' });
  return /SHA256:\S+/.exec(stdout)?.[0] ?? `no fingerprint of ${key}`;
}
