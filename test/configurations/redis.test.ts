import { Redis } from '../../constructs/redis/server';
import { CLUSTER } from '../invalid/props';
import { judge } from './judges';
import { declared, rendered, type Values } from './rendered';
import { Room, type Running, type Server } from './room';

const homelab = rendered('homelab');
const cache = declared((stack) => {
  const on = stack.cluster('home', CLUSTER).namespace('apps');
  new Redis(stack, 'redis', { on, version: '7.4.6-alpine' });
});
const KEEPS = { tree: homelab, judges: 'homelab' };
const FORGETS = { tree: cache, judges: 'a cache without size' };

judge(
  'redis',
  { wanted: homelab.tag('redis'), judges: ['command', 'redis.conf', 'probes', 'a cache without size'], room: true },
  ({ folder }) => {
    describe.each([KEEPS, FORGETS])('the rendered Redis of $judges', ({ tree }) => {
      const [service = ''] = tree.services().filter((name) => name.startsWith('redis.'));
      let room: Room;
      let redis: Running;
      let server: Server;
      let password: string;

      beforeAll(async () => {
        const values: Values = await tree.values();
        redis = tree.container('redis', values);
        password = redis.env?.REDIS_PASSWORD ?? '';
        room = await Room.open({ names: tree.services(), path: folder });
        await room.mount(redis);
        await start();
      });
      afterAll(() => room?.close());

      async function start(): Promise<void> {
        server = room.start(redis);
        await server.says('Ready to accept connections');
      }

      /** As a client with this password, through the Service. */
      const ask = (auth: string, ...command: string[]) =>
        room.run({ command: ['redis-cli', '-h', service, ...command], env: auth ? { REDISCLI_AUTH: auth } : {} });

      /** As the kubelet asks, inside the container. */
      const probe = (env = redis.env) =>
        room.run({
          command: redis.probes.readiness?.exec?.command ?? [],
          env: env ?? {},
          ...(redis.user && { user: redis.user }),
        });

      it('wants the password', async () => {
        expect((await ask('', 'ping')).stdout).toContain('NOAUTH');
        expect((await ask('another', 'ping')).stderr).toContain('WRONGPASS');
        expect((await ask(password, 'ping')).stdout).toBe('PONG\n');
      });

      it('is healthy for the rendered command, and not for one with another password', async () => {
        expect((await probe()).code).toBe(0);
        expect((await probe({ ...redis.env, REDISCLI_AUTH: 'another' })).code).not.toBe(0);
        expect(redis.probes.startup?.exec).toEqual(redis.probes.readiness?.exec);
        expect(redis.probes.liveness?.exec).toEqual(redis.probes.readiness?.exec);
      });

      it('has its password in no process list, and in a file that only its own user reads', async () => {
        const list = await room.processList();
        expect(list).toContain('redis-server');
        expect(list).not.toContain(password);
        const { uid, gid } = redis.user ?? { uid: 0, gid: 0 };
        const other = { uid: uid + 1, gid };
        expect((await room.run({ command: ['cat', '/run/redis/auth.conf'], user: other })).stderr).toContain(
          'Permission denied',
        );
      });

      it('stays below the memory of its container', async () => {
        const { stdout } = await ask(password, 'config', 'get', 'maxmemory');
        const limit = Number(/^(\d+)Mi$/.exec(redis.memoryLimit)?.[1]) * 2 ** 20;
        const most = Number(stdout.trim().split('\n')[1]);
        expect(most).toBeGreaterThan(0);
        expect(most).toBeLessThan(limit);
      });

      it(`${tree === homelab ? 'keeps' : 'forgets'} what it was told when it starts again`, async () => {
        const kept = tree === homelab ? 'here\n' : '\n';
        for (const signal of ['TERM', 'KILL'] as const) {
          expect((await ask(password, 'set', signal, 'here')).stdout).toBe('OK\n');
          await server.stop(signal);
          expect((await probe()).code).not.toBe(0);
          await start();
          expect((await ask(password, 'get', signal)).stdout).toBe(kept);
        }
      });

      it('asks for no name that is not a Service', () => {
        expect(room.strangers()).toEqual([]);
      });
    });

    it('says no to a file with a mistake', async () => {
      const redis = homelab.container('redis', await homelab.values());
      const room = await Room.open({ names: [], path: folder });
      const files = Object.entries(redis.files).map(([path, text]) => [
        path,
        text.replace('appendonly yes', 'appendonly maybe'),
      ]);
      await room.mount({ ...redis, files: Object.fromEntries(files) });
      const { code, stderr, stdout } = await room.run(redis);
      await room.close();
      expect(code).not.toBe(0);
      expect(stderr + stdout).toContain("argument must be 'yes' or 'no'");
    });
  },
);
