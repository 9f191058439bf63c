import { Nats } from '../../constructs/nats';
import { Component, Workload } from '../../src';
import { CLUSTER, WEB } from '../invalid/props';
import { judge } from './judges';
import { declared, type Values } from './rendered';
import { Room, type Running, type Server } from './room';

const tree = declared((stack) => {
  const home = stack.cluster('lab', CLUSTER);
  const on = home.namespace('default', { existing: true });
  const nats = new Nats(stack, 'nats', { on, version: '2-alpine', users: ['default', 'worker'] });
  const client = (name: string, of: typeof on, user?: string) =>
    nats.serve(new Workload(new Component(stack, name), name, { ...WEB, on: of }), 'publishes', user);
  client('here', on);
  client('worker', on, 'worker');
  client('elsewhere', home.namespace('apps'));
});
const JUDGES = ['nats.conf', 'the init container', 'variables of clients'];

judge('nats-server', { wanted: tree.tag('nats'), judges: JUDGES, room: true }, ({ folder }) => {
  let room: Room;
  let values: Values;
  let nats: Running;
  let auth: Running;
  let server: Server;

  beforeAll(async () => {
    values = await tree.values();
    nats = tree.container('nats', values);
    auth = tree.container('nats', values, 'auth');
    room = await Room.open({ names: [...tree.services(), 'nats-service'], path: folder });
    await room.mount(nats);
    // The cache may be root's alone.
    await room.run({ command: ['install', `${folder}/nats-server`, '/usr/local/bin'] });
    expect(await room.run(auth)).toMatchObject({ code: 0, stderr: '' });
    server = room.start(nats);
    await server.says('Server is ready');
  });
  afterAll(() => room?.close());

  /** What the server says to somebody who comes with this address. */
  const signIn = async (url: string) =>
    (await room.run({ command: ['node', '-e', CLIENT, url] })).stdout.split('\n')[0]?.trim();
  const urlOf = (client: string) => expanded(tree.container(client, values).env ?? {}).NATS_URL ?? '';

  it('includes the users from where document 003 has them, in its words', () => {
    expect(nats.files['/nats.conf']).toContain('\ninclude /etc/nats/auth/auth.conf\n');
    expect(nats.directories).toEqual(['/etc/nats/auth']);
    expect(server.output()).not.toMatch(/\[(WRN|ERR|FTL)\]/);
  });

  it.each(['here', 'worker', 'elsewhere'])('lets %s in, at the address that its variables make', async (client) => {
    expect(await signIn(urlOf(client))).toBe('PONG');
  });

  it.each([
    ['another password', (url: string) => url.replace(/:[^:@]+@/, ':another@')],
    ['another user', (url: string) => url.replace('//default', '//nobody')],
    ["another user's password", (url: string) => url.replace('//default', '//worker')],
    ['the hash for a password', (url: string) => url.replace(/:[^:@]+@/, `:${encodeURIComponent(hash())}@`)],
  ])('says no to %s', async (_, change) => {
    expect(await signIn(change(urlOf('here')))).toBe("-ERR 'Authorization Violation'");
  });

  const hash = () => auth.env?.NATS_DEFAULT_PASSWORD_BCRYPT ?? '';

  it('gets its hashes unbroken, and nobody else may read them', async () => {
    expect(hash()).toMatch(/^\$2a\$10\$/);
    const { stdout } = await room.run({ ...auth, command: ['cat', '/etc/nats/auth/auth.conf'] });
    expect(stdout).toContain(`{ user: "default", password: "${hash()}" }`);
    const { uid, gid } = auth.user ?? { uid: 0, gid: 0 };
    const other = { uid: uid - 1, gid: gid - 1 };
    expect((await room.run({ command: ['cat', '/etc/nats/auth/auth.conf'], user: other })).code).not.toBe(0);
  });

  it.each([
    '$2a$10$$HOME%s%n${IFS}$(id)`id`',
    '$2a$10$" }, { user: "eve", password: "eve',
    '$2a$10$abc\nno_auth_user: default',
    '$2a$10$\\',
    'plain',
    '',
  ])('writes nothing that it was not given: %j ends it, and runs nothing', async (hostile) => {
    const written = await room.run({ ...auth, env: { ...auth.env, NATS_WORKER_PASSWORD_BCRYPT: hostile } });
    expect(written).toMatchObject({ code: 1, stdout: '', stderr: 'NATS_WORKER_PASSWORD_BCRYPT is no bcrypt hash\n' });
  });

  it('keeps dollar signs that a shell would take for variables', async () => {
    const odd = `$2a$10$HOME$PATH$1$2${'.'.repeat(40)}`;
    expect(await room.run({ ...auth, env: { ...auth.env, NATS_WORKER_PASSWORD_BCRYPT: odd } })).toMatchObject({
      code: 0,
    });
    const { stdout } = await room.run({ ...auth, command: ['cat', '/etc/nats/auth/auth.conf'] });
    expect(stdout).toContain(`{ user: "worker", password: "${odd}" }`);
  });

  it('would not find the file from a folder of its own: nats-server joins both', async () => {
    await room.write('/etc/nats/nats.conf', nats.files['/nats.conf'] ?? '');
    const { code, stderr } = await room.run({ ...nats, command: ['nats-server', '-t', '-c', '/etc/nats/nats.conf'] });
    expect(code).not.toBe(0);
    expect(stderr).toContain('/etc/nats/etc/nats/auth/auth.conf');
  });
});

/** As the kubelet does it: a variable refers to those before it. */
function expanded(env: Readonly<Record<string, string>>): Record<string, string> {
  const done: Record<string, string> = {};
  for (const [name, value] of Object.entries(env))
    done[name] = value.replace(/\$\((\w+)\)/g, (all, other: string) => done[other] ?? all);
  return done;
}

const CLIENT = `const { username, password, hostname, port } = new URL(process.argv[1]);
const socket = require('node:net').connect(Number(port), hostname);
socket.once('data', () => {
  const options = { verbose: false, user: username, pass: decodeURIComponent(password) };
  socket.write('CONNECT ' + JSON.stringify(options) + '\\r\\nPING\\r\\n');
  socket.on('data', (said) => { process.stdout.write(said); socket.destroy(); });
});`;
