import { Refusal } from '../../src/base/refusal';
import { bootstrapSecrets } from '../../src/cli/commands/bootstrap';
import { withCluster } from '../../src/cli/preview/cluster';
import { connect } from '../../src/cluster/http';
import { Project } from '../../src/project';
import { type Answer, ApiServer, json, refuse, status, TOKEN } from '../support/api-server';
import { environments } from '../support/project';
import { steading } from '../support/steading';

const cwd = environments({
  shop: `
    const home = stack.cluster('home', { ...CLUSTER, secrets: { store: 'bootstrap' } });
    const on = home.namespace('shop');
    const shop = new src.Component(stack, 'shop');
    const secret = new src.Secret(shop, 'key', { namespace: on, keys: { key: src.generated({ length: 24, alphabet: 'abc' }) } });
    new src.Workload(shop, 'web', { ...WEB, on }).env('KEY', secret.key('key'));`,
});
const project = new Project(cwd, '2026-01-01');

const live = (kubeconfig: string) => withCluster(project, ['shop'], kubeconfig);
const bootstrap = (kubeconfig: string) => bootstrapSecrets(project, 'shop', { kubeconfig });

const SHOP = { namespace: 'shop' };
const NAMESPACE = ['/api/v1/namespaces/shop', { kind: 'Namespace', metadata: { name: 'shop' } }] as const;
const WEB = [
  '/apis/apps/v1/namespaces/shop/deployments/web',
  { kind: 'Deployment', metadata: { name: 'web', ...SHOP } },
] as const;
const KEYLESS = [
  '/api/v1/namespaces/shop/secrets/key',
  { kind: 'Secret', metadata: { name: 'key', ...SHOP } },
] as const;

/** Every command that asks a cluster, and what is there. */
const COMMANDS = [
  ['preview --live', live, [NAMESPACE, WEB, KEYLESS]],
  ['secrets bootstrap', bootstrap, []],
  ['secrets bootstrap, where a Secret lacks its key', bootstrap, [NAMESPACE, KEYLESS]],
] as const;

let server: ApiServer;
let trap: ApiServer;
beforeAll(async () => {
  server = await ApiServer.start();
  trap = await ApiServer.start();
  jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
});
afterAll(() => {
  jest.restoreAllMocks();
  server.stop();
  trap.stop();
});

/** What may come in the place of an answer, and what is said of it. */
const INSTEAD: Readonly<Record<string, readonly [instead: Answer, says: RegExp]>> = {
  401: [status(401, 'Unauthorized'), /says 401 \(Unauthorized\)/],
  403: [status(403, 'it is forbidden: User "dev" cannot do it'), /says 403 \(Forbidden\)/],
  500: [status(500, 'out of order'), /says 500 \(Internal Server Error\)/],
  503: [status(503, 'wait'), /says 503 \(Service Unavailable\)/],
  302: [(reply) => reply.writeHead(302, { location: `${trap.address}/sign-in` }).end(), /says 302 \(Found\)/],
  'a page that is not found': [
    (reply) => reply.writeHead(404, { 'content-type': 'text/html' }).end('<h1>404</h1>'),
    /says 404 \(Not Found\)/,
  ],
  'a page': [
    (reply) => reply.writeHead(200, { 'content-type': 'text/html' }).end('<h1>welcome</h1>'),
    /is no API server: 200 \(OK\), text\/html/,
  ],
  'half of an answer': [
    (reply) => reply.writeHead(200, { 'content-type': 'application/json' }).end('{"kind": "Sec'),
    /is no API server: 200 \(OK\), cut off, nested too deep or no JSON/,
  ],
  'an answer that is nested without an end': [
    (reply) =>
      reply
        .writeHead(200, { 'content-type': 'application/json' })
        .end(`{"kind": "Secret", "spec": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
    /is no API server: 200 \(OK\), cut off, nested too deep or no JSON/,
  ],
  'another kind': [(reply) => json(reply, { kind: 'Pong' }), /is no API server: 200 \(OK\), application\/json, a Pong/],
  'the end of the connection': [(reply) => void reply.socket?.destroy(), /ends the connection without an answer/],
  'the end in the middle': [
    (reply) => {
      reply.writeHead(200, { 'content-length': 1000 }).write('{');
      setImmediate(() => reply.socket?.destroy());
    },
    /ends the connection in the middle of an answer/,
  ],
};

async function outcome(run: () => Promise<unknown>): Promise<unknown> {
  try {
    await run();
    return 'it went well';
  } catch (error) {
    return error;
  }
}

describe.each(COMMANDS)('%s', (_, command, there) => {
  let kubeconfig: string;
  let asked: string[];

  function fill(): void {
    server.instead = () => undefined;
    server.asked.length = 0;
    server.objects.clear();
    for (const [path, object] of there) server.objects.set(path, object);
  }

  beforeAll(async () => {
    kubeconfig = server.kubeconfig();
    fill();
    await command(kubeconfig);
    asked = [...new Set(server.asked)];
    expect(asked.length).toBeGreaterThan(3);
  });

  it.each(Object.entries(INSTEAD))('%s in the place of any answer is no answer', async (name, [answer, says]) => {
    const wrong: string[] = [];
    for (const one of asked) {
      // Of a group alone it says that nothing of it is served.
      if (name === 'a page that is not found' && /^GET \/apis\/[^/]+\/[^/]+$/.test(one)) continue;
      fill();
      server.instead = (request) => (request === one ? answer : undefined);
      const error = await outcome(() => command(kubeconfig));
      const isSaid = error instanceof Refusal && says.test(error.message) && error.fix !== '';
      if (!isSaid) wrong.push(`${one}: ${error}`);
    }
    expect(wrong).toEqual([]);
    expect(trap.asked).toEqual([]);
  });

  it('a server that says 404 to all is no empty cluster', async () => {
    server.instead = () => (reply) => reply.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found');
    const error = await outcome(() => command(kubeconfig));
    expect(error).toMatchObject({ message: expect.stringMatching(/says 404 \(Not Found\) to GET \/apis?/) });
  });

  it('what is said holds neither the token nor a value, whatever the server repeats', async () => {
    for (const one of asked) {
      fill();
      let value = TOKEN;
      const repeats: Answer = (reply, { headers }, body) => {
        value = Object.values((JSON.parse(body || '{}') as { data?: Record<string, string> }).data ?? {})[0] ?? TOKEN;
        refuse(reply, 500, `you said ${headers.authorization} and ${body}`);
      };
      server.instead = (request) => (request === one ? repeats : undefined);
      const { message, fix } = (await outcome(() => command(kubeconfig))) as Refusal;
      expect(message).toContain('says 500');
      for (const secret of [TOKEN, value]) expect(message + fix).not.toContain(secret);
    }
  });
});

it('what admission says of an object is a note', async () => {
  const kubeconfig = server.kubeconfig();
  server.objects.set(...WEB);
  const forbidden = 'deployments.apps "web" is forbidden: violates PodSecurity "restricted:latest"';
  server.instead = (request) =>
    request.startsWith('P') && request.includes('deployments') ? status(403, forbidden) : undefined;
  const { pairs } = await live(kubeconfig);
  expect(pairs.flatMap(([, { notes }]) => notes)).toContain(
    `the API server would refuse Deployment shop/web: ${forbidden}`,
  );
});

it.each([
  ['preview --live', ['preview', 'shop', '--live']],
  ['secrets bootstrap', ['secrets', 'bootstrap', 'shop']],
])('%s ends with 3, and says what to do', async (_, args) => {
  server.instead = () => status(403, 'it is forbidden: User "dev" cannot get path "/api/v1"');
  const ended = await steading([...args, '--kubeconfig', server.kubeconfig()], { cwd });
  expect(ended).toEqual({
    code: 3,
    stdout: '',
    stderr: expect.stringMatching(
      /^error: the API server says 403 \(Forbidden\) to GET \/apis?\/?.*: it is forbidden: .*\nto fix: let this user do it there/,
    ),
  });
});

describe('an answer without an end', () => {
  const silent = async (limits: Parameters<typeof connect>[1]) =>
    outcome(() => connect({ server: server.address, isInsecure: true }, limits)('GET', '/api/v1'));

  it('that never comes', async () => {
    server.instead = () => () => undefined;
    expect(String(await silent({ patienceMs: 50 }))).toContain('there is no answer to GET /api/v1 within 0.05 s');
  });

  it('that goes on and on', async () => {
    server.instead = () => (reply) => {
      const more = (): void => void (reply.writable && reply.write('x'.repeat(65_536), more));
      more();
    };
    expect(String(await silent({ bytes: 2 ** 20 }))).toContain(
      'the answers under way, that to GET /api/v1 among them, are longer than 1 MiB',
    );
  });

  it('beside others, each of which would be short enough alone', async () => {
    server.instead = () => (reply) => void reply.write('x'.repeat(400_000));
    const get = connect({ server: server.address, isInsecure: true }, { bytes: 2 ** 20 });
    const ended = new Set<string>();
    const all = [1, 2, 3].map((n) => get('GET', `/api/v${n}`).catch((error) => ended.add(String(error))));
    await Promise.race(all);
    expect([...ended]).toEqual([expect.stringMatching(/GET \/api\/v\d among them, are longer than 1 MiB/)]);
  });
});
