import type { LiteLlm } from '../../constructs/litellm/proxy';
import { external } from '../../src';
import { build } from '../constructs/lab';
import { judge } from './judges';
import { startPostgresql } from './postgresql';
import { declared, rendered, type Values } from './rendered';
import { Room, type Running, type Server, until } from './room';
import { OLLAMA, REQUEST } from './stand-ins';

const tree = declared((stack) => {
  build(stack);
  const litellm = stack.node.findChild('litellm') as LiteLlm;
  litellm.route('local', external('ollama', { name: 'box', host: '127.0.0.1', port: 11434 }));
});
const PHOENIX = 'http://phoenix.default.svc.cluster.local:6006';
const CONFIG = '/etc/litellm/litellm-config.yaml';
const KEYS = {
  'default/google-api-key/GEMINI_API_KEY': 'AIza-canary',
  'default/openrouter-api-key/OPENROUTER_API_KEY': 'sk-or-canary',
};
const JUDGES = ['the environment', 'user', 'probes', "LiteLLM's traces", "document 003's commands"];
/** `main-latest` moves: LiteLLM is the one of the homelab. */
const BESIDE = ['postgresql', 'redis', ['litellm', rendered('homelab').tag('litellm').slice(1)]] as const;

judge('phoenix', { wanted: tree.tag('phoenix'), judges: JUDGES, room: true, beside: BESIDE }, ({ folder, path }) => {
  let room: Room;
  let values: Values;
  let phoenix: Running;
  let litellm: Running;
  let server: Server;
  let proxy: Server;

  beforeAll(async () => {
    values = { ...(await tree.values()), ...KEYS };
    phoenix = tree.container('phoenix', values);
    litellm = tree.container('litellm', values);
    room = await Room.open({ names: tree.services(), path, user: { name: 'postgres', uid: 1024, gid: 100 } });
    await startPostgresql(room, tree.container('postgres', values));
    const job = tree.container('postgres-databases', values);
    await room.mount(job);
    expect((await room.run(job)).code).toBe(0);
    const redis = tree.container('redis', values);
    await room.mount(redis);
    await room.start(redis).says('Ready to accept connections');
    room.start({ command: ['node', '-e', OLLAMA] });
    await room.mount(phoenix);
    // The cache may be root's alone.
    const above = folder.split('/').map((_, i, names) => `/${names.slice(1, i + 1).join('/')}`);
    await room.run({ command: ['chmod', 'a+rx', ...above] });
    server = room.start({ ...phoenix, command: PHOENIX_COMMAND });
    await room.mount(litellm);
    // Needs Prisma's client, whose engines are in no registry.
    const text = litellm.files[CONFIG] ?? '';
    expect(text).toContain('database_url: os.environ/DATABASE_URL');
    await room.write(CONFIG, text.replace(/ *database_url: .*\n/, ''));
    const { DATABASE_URL, ...env } = litellm.env ?? {};
    proxy = room.start({ env, command: ['litellm', ...litellm.args] });
    await until(
      'Phoenix is ready',
      180,
      async () => (await get(PHOENIX + (phoenix.probes.readiness?.httpGet?.path ?? ''))).status === 200,
    );
    await until('the proxy is ready', 120, async () => (await get(`${PROXY}/health/readiness`)).status === 200);
  });
  afterAll(() => room?.close());

  const get = async (url: string, key?: string, body?: object) => {
    const { stdout } = await room.run({ command: ['node', '-e', REQUEST, JSON.stringify({ url, key, body })] });
    return JSON.parse(stdout) as { status: number; text: string };
  };
  const ask = (model: string) =>
    get(`${PROXY}/v1/chat/completions`, litellm.env?.LITELLM_MASTER_KEY, {
      model,
      messages: [{ role: 'user', content: 'hello' }],
      max_tokens: 10,
    });
  /** As document 003 counts them. */
  const traces = async () => {
    const query = '{ projects { edges { node { name traceCount } } } }';
    const { text } = await get(`${PHOENIX}/graphql`, undefined, { query });
    const { data } = JSON.parse(text) as {
      data: { projects: { edges: { node: { name: string; traceCount: number } }[] } };
    };
    return Object.fromEntries(data.projects.edges.map(({ node }) => [node.name, node.traceCount]));
  };

  it('is well where its probes ask, as a user who is nobody', async () => {
    for (const probe of Object.values(phoenix.probes)) {
      expect(probe?.httpGet?.port).toBe(6006);
      expect(await get(PHOENIX + (probe?.httpGet?.path ?? ''))).toMatchObject({ status: 200 });
    }
    expect(phoenix.user).toMatchObject({ uid: 65532 });
    expect((await get(`${PHOENIX}/`)).status).toBe(200);
  });

  it('keeps its tables in PostgreSQL, and no database of its own', async () => {
    const postgres = tree.container('postgres', values);
    const psql = ['psql', '-U', 'postgres', '-c'];
    const env = postgres.env ?? {};
    expect((await room.run({ command: [...psql, '\\l'], env })).stdout).toMatch(/^ phoenix /m);
    expect((await room.run({ command: [...psql, '\\dt', 'phoenix'], env })).stdout).toMatch(
      /\| traces +\| table \| phoenix/,
    );
    const { stdout } = await room.run({
      ...phoenix,
      command: ['find', phoenix.env?.PHOENIX_WORKING_DIR ?? '', '-name', '*.db'],
    });
    expect(stdout).toBe('');
  });

  it('gets a trace of what LiteLLM is asked, under its name, with words and answer', async () => {
    expect(await traces()).not.toHaveProperty('litellm');
    expect(await ask('local')).toMatchObject({ status: 200, text: expect.stringContaining('this is') });
    await until('the trace is there', 60, async () => ((await traces()).litellm ?? 0) > 0);
    const query =
      '{ projects { edges { node { name spans(first: 10) { edges { node { input { value } output { value } } } } } } } }';
    const { text } = await get(`${PHOENIX}/graphql`, undefined, { query });
    expect(text).toContain('hello');
    expect(text).toContain('this is 127.0.0.1');
  });

  it('gets one of what failed as well: clouds are not reached here', async () => {
    const before = (await traces()).litellm ?? 0;
    for (const model of ['gemini-2.5-flash', 'anthropic/claude-sonnet-4.5'])
      expect((await ask(model)).status).not.toBe(200);
    await until('both traces are there', 60, async () => ((await traces()).litellm ?? 0) >= before + 2);
    const names = ['generativelanguage.googleapis.com', 'openrouter.ai'];
    expect(room.strangers()).toEqual(expect.arrayContaining(names));
    expect(room.strangers().filter((name) => !names.includes(name))).toEqual([]);
  });

  it('takes spans over gRPC at the port that is said', async () => {
    expect(phoenix.env?.PHOENIX_GRPC_PORT).toBe('4317');
    const open = `require('node:net').connect(4317, 'phoenix.default.svc.cluster.local', () => process.exit(0)).on('error', () => process.exit(1))`;
    expect((await room.run({ command: ['node', '-e', open] })).code).toBe(0);
  });

  it('says no to the address that a Service of its name would leave it', async () => {
    const env = { ...phoenix.env, PHOENIX_PORT: 'tcp://10.43.0.12:6006' };
    const { code, stderr } = await room.run({ ...phoenix, env, command: PHOENIX_COMMAND });
    expect(code).not.toBe(0);
    expect(stderr).toContain('Kubernetes will automatically generate');
  });

  it('shows its password, and keys of clouds, to nobody', async () => {
    const password = values['default/postgres-phoenix/password'] ?? 'none';
    for (const secret of [password, ...Object.values(KEYS)]) {
      expect(server.output() + proxy.output()).not.toContain(secret);
      expect(await room.processList()).not.toContain(secret);
    }
  });
});

const PROXY = 'http://litellm.default.svc.cluster.local:4000';
/** The image's own command. */
const PHOENIX_COMMAND = ['python', '-m', 'phoenix.server.main', 'serve'];
