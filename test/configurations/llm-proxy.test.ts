import { build } from '../constructs/tunnel';
import { judge } from './judges';
import { declared } from './rendered';
import { Room, until } from './room';

const tree = declared(build);
const init = tree.container('llm-proxy', {}, 'config');
const nginx = tree.container('llm-proxy', {}, 'nginx');
const ADDRESS = '/etc/llm-proxy/LAPTOP_TAILSCALE_IP';
const TEMPLATE = '/etc/llm-proxy/nginx.conf';
/** What the room gives the first name: the laptop's address here. */
const LAPTOP = '10.43.0.10';
/** Here the stand-in sends no chunks, but closes the connection: nginx would hand on chunks from its buffers too. */
const UNCHUNKED = '/v1/completions';

judge(
  'nginx',
  { wanted: 'of no stated version', judges: ['nginx.conf', 'streams'], room: true, beside: ['envsubst'] },
  ({ path }) => {
    let room: Room;

    beforeEach(async () => {
      room = await Room.open({ names: ['laptop'], path });
      await room.mount(nginx);
    });
    afterEach(() => room?.close());

    /** As the init container does it, after a person has edited the ConfigMap. */
    const render = async ({ address = LAPTOP, change = (text: string) => text } = {}) => {
      await room.write(ADDRESS, address);
      await room.write(TEMPLATE, change(nginx.files[TEMPLATE] ?? ''));
      expect(await room.run(init)).toMatchObject({ code: 0 });
    };

    /** Its outputs are pipes of its own user, as a container's are. */
    const asContainer = (...more: string[]) => ({
      ...nginx,
      command: ['sh', '-c', '{ "$@" 2>&1; echo "ended with $?"; } | cat', 'sh', ...nginx.command, ...more],
    });

    const serve = async () => {
      await room.start({ command: ['node', '-e', STAND_IN] }).says('ready');
      room.start(asContainer());
      await until('nginx listens', 10, async () => (await ask('http://127.0.0.1:8080/health')).status === 200);
    };

    const ask = async (url: string, body = '') =>
      JSON.parse((await room.run({ command: ['node', '-e', ASK, url], input: body })).stdout) as Answer;

    it('has nothing against the rendered file, which leads to the address of the document', async () => {
      await render({ address: nginx.files[ADDRESS] ?? '' });
      const { stdout } = await room.run(asContainer('-T'));
      expect(stdout).toContain('test is successful');
      expect(stdout).toContain('ended with 0');
      expect(stdout).toContain('proxy_pass http://100.64.0.2:1234;');
      expect(stdout).toContain('proxy_set_header Host $host;');
      expect(stdout).not.toMatch(/\[(warn|alert|emerg)\]/);
    });

    it('says no to a directive that it does not know', async () => {
      await render({ change: (text) => text.replace('proxy_buffering', 'proxy_bufering') });
      const { stdout } = await room.run(asContainer('-t'));
      expect(stdout).toContain('unknown directive "proxy_bufering"');
      expect(stdout).toContain('ended with 1');
    });

    it('is well where its probes ask, with or without a laptop', async () => {
      await render();
      await serve();
      const { path: health, port } = nginx.probes.readiness?.httpGet ?? {};
      expect(await ask(`http://127.0.0.1:${port}${health}`)).toMatchObject({ status: 200, text: 'ok' });
    });

    it('hands on what is asked, however long, under the same path', async () => {
      await render();
      await serve();
      const body = 'x'.repeat(5_000_000);
      const { status, text } = await ask('http://127.0.0.1:8080/v1/models', body);
      expect(status).toBe(200);
      expect(JSON.parse(text)).toEqual({ method: 'POST', url: '/v1/models', length: body.length });
    });

    it.each(['/v1/chat/completions', UNCHUNKED])(
      'hands on the beginning of what %s says before its end',
      async (url) => {
        await render();
        await serve();
        expect(await stream(url)).toEqual(['data: one', 'data: two', 'end']);
      },
    );

    it('would keep it back with buffers', async () => {
      await render({ change: (text) => text.replace('proxy_buffering off', 'proxy_buffering on') });
      await serve();
      expect(await stream(UNCHUNKED)).toEqual(['nothing']);
    });

    const stream = async (url: string) => {
      const { stdout } = await room.run({ command: ['node', '-e', STREAM, url] });
      return stdout.split('\n').filter(Boolean);
    };
  },
);

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Answers as the laptop does; the end of a stream waits for /go. */
const STAND_IN = `let go;
const gone = new Promise((resolve) => { go = resolve; });
require('node:http').createServer(async (request, response) => {
  const { method, url } = request;
  let length = 0;
  for await (const chunk of request) length += chunk.length;
  if (url === '/v1/models') return response.end(JSON.stringify({ method, url, length }));
  if (url === '/go') return response.end(String(go()));
  response.useChunkedEncodingByDefault = url !== '${UNCHUNKED}';
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('data: one\\n\\n');
  await gone;
  response.end('data: two\\n\\n');
}).listen(1234, () => console.log('ready'));`;

const ASK = `const body = require('node:fs').readFileSync(0, 'utf8');
fetch(process.argv[1], body ? { method: 'POST', body } : {}).then(async (answer) =>
  console.log(JSON.stringify({ status: answer.status, text: await answer.text() })))
  .catch(() => console.log('{}'));`;

const STREAM = `const { get, request } = require('node:http');
const patience = setTimeout(() => { console.log('nothing'); process.exit(); }, 2000);
request('http://127.0.0.1:8080' + process.argv[1], { method: 'POST' }, (answer) => {
  answer.once('data', () => { clearTimeout(patience); get('http://${LAPTOP}:1234/go', (said) => said.resume()); });
  answer.on('data', (chunk) => console.log(String(chunk).trim()));
  answer.on('end', () => { console.log('end'); process.exit(); });
}).end('{}');`;
