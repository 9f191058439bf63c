import { build } from '../constructs/tunnel';
import { judge } from './judges';
import { declared } from './rendered';
import { Room, until } from './room';

const tree = declared(build);
const server = tree.container('headscale', {});
const users = tree.container('headscale', {}, 'users');
const CONFIG = '/etc/headscale/config.yaml';
const text = server.files[CONFIG] ?? '';
const { user } = server;

judge(
  'headscale',
  { wanted: tree.tag('headscale'), judges: ['config.yaml', 'users', "the manual's commands"], room: true },
  ({ folder }) => {
    let room: Room;

    beforeAll(async () => {
      room = await Room.open({ names: [], path: folder });
      await room.mount(server);
      // The cache may be root's alone.
      await room.run({ command: ['install', `${folder}/headscale`, '/usr/local/bin'] });
    });
    afterAll(() => room?.close());

    const headscale = (...args: string[]) => room.run({ command: ['headscale', ...args], ...(user && { user }) });

    it('has nothing against the rendered configuration', async () => {
      expect(await headscale('configtest')).toMatchObject({
        code: 0,
        stderr: expect.not.stringMatching(/WRN|ERR|FTL/),
      });
    });

    it.each([
      ['its own address below the domain of its nodes', 'base_domain: tailnet.local', 'base_domain: 194.58.110.52'],
      ['MagicDNS without a domain', 'base_domain: tailnet.local', "base_domain: ''"],
      ['no key', 'private_key_path', 'private_key_file'],
      ['prefixes that are none', '100.64.0.0/10', '100.64.0.0/40'],
      ['an address without scheme', 'server_url: http://', 'server_url: '],
    ])('says no to %s', async (_, said, instead) => {
      expect(text).toContain(said);
      await room.write(CONFIG, text.replace(said, instead));
      expect((await headscale('configtest')).code).not.toBe(0);
      await room.write(CONFIG, text);
    });

    describe('running, with a map of relays from a file', () => {
      beforeAll(async () => {
        const asked = 'urls:\n    - https://controlplane.tailscale.com/derpmap/default';
        expect(text).toContain(asked);
        await room.write(CONFIG, text.replace(asked, 'paths:\n    - /etc/headscale/derp.yaml'));
        await room.write('/etc/headscale/derp.yaml', MAP);
        const running = room.start({ ...server, command: ['headscale', ...server.args] });
        await running.says('listening and serving HTTP on: 0.0.0.0:8080');
        room.start(users);
        await until('both users are there', 20, async () => (await names()).length === 2);
      });

      const names = async () => {
        const { stdout } = await headscale('users', 'list', '--output', 'json-line');
        return ((JSON.parse(stdout || '[]') ?? []) as { name: string }[]).map(({ name }) => name);
      };

      it('is well where its probes ask', async () => {
        const { path, port } = server.probes.readiness?.httpGet ?? {};
        const script = `fetch('http://127.0.0.1:${port}${path}').then(({ status }) => console.log(status))`;
        expect((await room.run({ command: ['node', '-e', script] })).stdout).toBe('200\n');
      });

      it('has its users, also when they are made again', async () => {
        expect(await names()).toEqual(['k8s', 'laptop']);
        const again = room.start({
          ...users,
          command: [...users.command.slice(0, 2), `set -x; ${users.command[2]}`, ...users.command.slice(3)],
        });
        await again.says('sleep infinity');
        expect(again.output()).not.toContain('users create');
        expect(await names()).toEqual(['k8s', 'laptop']);
      });

      it.each(['k8s', 'laptop'])('makes a key for %s', async (name) => {
        const made = await headscale('preauthkeys', 'create', '--user', name, '--reusable', '--expiration', '24h');
        expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/^[0-9a-f]{48}\n$/) });
      });

      it('makes none for somebody else', async () => {
        expect((await headscale('preauthkeys', 'create', '--user', 'nobody')).code).not.toBe(0);
      });

      it('lists nodes and users', async () => {
        expect(await headscale('nodes', 'list')).toMatchObject({
          code: 0,
          stdout: expect.stringContaining('Hostname'),
        });
        expect((await headscale('users', 'list')).stdout).toContain('laptop');
      });

      it('asks for no name', () => {
        expect(room.strangers()).toEqual([]);
      });
    });
  },
);

const MAP = `regions:
  900:
    regionid: 900
    regioncode: here
    regionname: Here
    nodes:
      - name: 900a
        regionid: 900
        hostname: derp.example
        ipv4: 192.0.2.1
`;
