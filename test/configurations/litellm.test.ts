import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';
import type { Ended } from '../support/steading';
import { judge } from './judges';
import { startPostgresql } from './postgresql';
import { rendered, type Values } from './rendered';
import { Room, type Running, type Server, until } from './room';
import { COLLECTOR, OLLAMA, PRISMA, REQUEST } from './stand-ins';

const homelab = rendered('homelab');
const CONFIG = '/etc/litellm/config.yaml';
const SERVICE = 'http://litellm.self-hosted-ai.svc.cluster.local:4000';
const JUDGES = ['config.yaml', 'the environment', 'the init container', 'probes', 'the key of Open WebUI'];
const JUDGE = { wanted: homelab.tag('litellm'), judges: JUDGES, room: true, beside: ['postgresql', 'redis'] } as const;

/** What the graph says of who serves which model, as `host:port`. */
const SERVED = homelab.graph.connections.flatMap(({ component, why, to }) => {
  const [, owner, name] = to.split('/');
  const server = homelab.graph.endpoints.find((endpoint) => endpoint.component === owner && endpoint.name === name);
  const [, model = ''] = /^serves (.*)$/.exec(why) ?? [];
  return component === 'litellm' && model && server ? [[model, `${server.host}:${server.port}`] as const] : [];
});

const { [CONFIG]: text = '' } = homelab.files('litellm');
const config = load(text) as { model_list: object[]; general_settings: Record<string, string> };
const { database_url, ...general_settings } = config.general_settings;
/** Needs Prisma's client, whose engines are in no registry. */
const WITHOUT_DATABASE = '/tmp/without-database.yaml';
const unknown = { model_name: 'm', litellm_params: { model: 'olama_chat/m', api_base: 'http://ollama' } };
const BROKEN = {
  '/tmp/unknown-provider.yaml': dump({ ...config, model_list: [unknown] }),
  '/tmp/not-a-list.yaml': dump({ ...config, model_list: unknown }),
  '/tmp/not-yaml.yaml': 'model_list: [',
};
const FILES = { ...BROKEN, [WITHOUT_DATABASE]: dump({ ...config, general_settings }) };

judge('litellm', JUDGE, ({ folder, path }) => {
  let room: Room;
  let values: Values;
  let litellm: Running;
  let migrations: Running;
  let ollama: Server;
  let collector: Server;
  let migrated: Ended;
  let about: { options: string[]; updates_schema: boolean };
  let answers: Record<string, unknown>[];

  beforeAll(async () => {
    values = await homelab.values();
    litellm = homelab.container('litellm', values);
    migrations = homelab.container('litellm', values, 'migrations');
    room = await Room.open({ names: homelab.services(), path, user: { name: 'postgres', uid: 999, gid: 999 } });
    await room.write(join(folder, 'prisma'), PRISMA, 0o755);
    for (const [file, content] of Object.entries(FILES)) await room.write(file, content);
    await room.mount(litellm);
    await room.mount(migrations);
    const cache = homelab.container('redis', values);
    await room.mount(cache);
    await room.start(cache).says('Ready to accept connections');
    await startPostgresql(room, homelab.container('postgresql', values));
    const job = homelab.container('postgresql-databases', values);
    await room.mount(job);
    expect((await room.run(job)).code).toBe(0);
    ollama = room.start({ command: ['node', '-e', OLLAMA] });
    collector = room.start({ command: ['node', '-e', COLLECTOR] });

    const { DATABASE_URL, ...env } = litellm.env ?? {};
    room.start({
      env,
      command: ['litellm', ...litellm.args.map((arg) => (arg === CONFIG ? WITHOUT_DATABASE : arg))],
    });
    const script = readFileSync(join(__dirname, 'litellm.py'), 'utf8');
    const loading = room.run({ ...litellm, command: ['python', '-', CONFIG, ...Object.keys(BROKEN)], input: script });
    migrated = await room.run(migrations);
    const { stdout, stderr } = await loading;
    [about, ...answers] = stdout
      .split('\n')
      .flatMap((line) => (line.startsWith('>') ? [JSON.parse(line.slice(1))] : []));
    if (!about) throw new Error(`the loader ended early: ${stderr}`);
  });
  afterAll(() => room?.close());

  const get = async (path: string, key?: string, body?: object) => {
    const asked = JSON.stringify({ url: SERVICE + path, key, body });
    const { stdout } = await room.run({ command: ['node', '-e', REQUEST, asked] });
    return JSON.parse(stdout) as { status: number; text: string };
  };

  describe('its own loader', () => {
    it('takes models, addresses, key and cache as they are meant', () => {
      expect(answers[0]).toEqual({
        models: Object.fromEntries(SERVED.map(([model, host]) => [model, ['ollama_chat', model, `http://${host}`]])),
        master_key: litellm.env?.LITELLM_MASTER_KEY,
        cache: {
          type: 'redis',
          host: 'redis.self-hosted-ai.svc.cluster.local',
          port: 6379,
          password: litellm.env?.REDIS_PASSWORD,
        },
      });
    });

    it('knows every option of both containers', () => {
      const options = [...litellm.args, ...migrations.command].filter((arg) => arg.startsWith('-'));
      expect(options.length).toBeGreaterThan(2);
      for (const option of options) expect(about.options).toContain(option);
    });

    it('leaves the schema to the init container', () => {
      expect(about.updates_schema).toBe(false);
    });

    it('drops a model of a provider that it does not know, and refuses what is no configuration', () => {
      expect(answers[1]).toMatchObject({ models: {} });
      expect(answers.slice(2)).toEqual([{ error: expect.any(String) }, { error: expect.any(String) }]);
    });
  });

  describe('its init container', () => {
    const tables = (env = litellm.env ?? {}) =>
      room.run({ command: ['psql', '--tuples-only', '--command', '\\dt', env.DATABASE_URL ?? ''] });

    it('ends well, as one that owns its database', async () => {
      expect(migrated.stdout + migrated.stderr).toContain('Skipping server startup as requested');
      expect(migrated.code).toBe(0);
      expect((await tables()).stdout).toMatch(/LiteLLM_VerificationToken\s*\| table \| litellm/);
    });

    it('says no to another password', async () => {
      const address = new URL(migrations.env?.DATABASE_URL ?? '');
      address.password = 'another';
      expect((await tables({ DATABASE_URL: address.href })).stderr).toContain('password authentication failed');
    });
  });

  describe('the real proxy, without its database', () => {
    const question = (model: string) => ({ model, messages: [{ role: 'user', content: 'where am I?' }] });
    const asked = () =>
      ollama
        .output()
        .split('\n')
        .filter((line) => line.includes('/api/chat'));

    beforeAll(() => until('the proxy is ready', 120, async () => (await get('/health/readiness')).status === 200));

    it('is healthy for the rendered probes, which need no key', async () => {
      for (const probe of Object.values(litellm.probes)) {
        expect(probe?.httpGet?.port).toBe(4000);
        expect(await get(probe?.httpGet?.path ?? '')).toMatchObject({ status: 200 });
      }
      expect((await get('/health/readyness')).status).toBe(404);
    });

    it('opens its models for the key that Open WebUI is given, and for no other', async () => {
      const key = homelab.container('open-webui', values).env?.OPENAI_API_KEYS;
      const { status, text } = await get('/v1/models', key);
      expect(status).toBe(200);
      const { data } = JSON.parse(text) as { data: { id: string }[] };
      expect(data.map(({ id }) => id).sort()).toEqual(SERVED.map(([model]) => model).sort());
      expect((await get('/v1/models')).status).toBe(401);
      // Another key may stand in the database, which is not there.
      expect((await get('/v1/models', 'sk-another')).text).toContain('no_db_connection');
    });

    it.each(SERVED)('asks for %s at %s, in its own protocol, and the second time nobody', async (model, host) => {
      const before = asked().length;
      for (const _ of ['asked', 'cached']) {
        const { status, text } = await get('/v1/chat/completions', litellm.env?.LITELLM_MASTER_KEY, question(model));
        expect([status, text]).toEqual([200, expect.stringContaining(`this is ${host}`)]);
        await until('the answer is in Redis', 10, async () => (await cached()).includes(`this is ${host}`));
      }
      expect(asked().slice(before)).toEqual([`POST ${host}/api/chat ${model}`]);
    });

    it('keeps no answer in Redis for ever', async () => {
      const keys = (await redis('redis-cli --scan')).trim().split('\n');
      expect(keys.length).toBeGreaterThan(1);
      for (const key of keys) expect(Number(await redis(`redis-cli ttl '${key}'`))).toBeGreaterThan(0);
    });

    it('sends spans that name it, and nobody words of a chat', async () => {
      const spans = () =>
        collector
          .output()
          .split('\n')
          .flatMap((line) => {
            const [path, body = ''] = line.split(' ');
            return path === '/v1/traces' ? [Buffer.from(body, 'base64').toString('latin1')] : [];
          });
      await until('spans arrive', 30, async () => spans().some((span) => span.includes('qwen2.5-coder:14b')));
      expect(spans().join()).toMatch(/service\.name[^a-z]+litellm/);
      expect(spans().join()).not.toContain('where am I?');
    });

    it('tells its metrics to the key that Prometheus has, and to no other', async () => {
      const monitor = homelab.manifests.find(({ metadata }) => metadata.name === 'litellm-openai')?.spec;
      const [{ path } = { path: '' }] = (monitor as { podMetricsEndpoints: { path: string }[] }).podMetricsEndpoints;
      expect((await get(path, litellm.env?.LITELLM_MASTER_KEY)).text).toContain(
        'litellm_proxy_total_requests_metric_total',
      );
      expect((await get(path)).status).toBe(401);
    });

    it('says no to a model that it does not have', async () => {
      const { status } = await get('/v1/chat/completions', litellm.env?.LITELLM_MASTER_KEY, question('gpt-4o'));
      expect(status).toBe(400);
    });
  });

  it('asks for no name that is not a Service: nothing else is open to it', () => {
    expect(room.strangers()).toEqual([]);
  });

  const redis = async (script: string) =>
    (await room.run({ ...homelab.container('redis', values), command: ['sh', '-c', script] })).stdout;
  const cached = () => redis('redis-cli --scan | while read -r key; do redis-cli get "$key"; done');
});
