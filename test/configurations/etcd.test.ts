import { Etcd } from '../../constructs/etcd';
import { Size } from '../../src';
import { CLUSTER } from '../invalid/props';
import { judge } from './judges';
import { declared } from './rendered';
import { Room, type Server, until } from './room';
import { REQUEST } from './stand-ins';

const tree = declared((stack) => {
  const on = stack.cluster('lab', CLUSTER).namespace('default', { existing: true });
  new Etcd(stack, 'etcd', { on, version: '3.5.16-0', size: Size.gibibytes(2), user: { uid: 1024, gid: 100 } });
});
const SERVICE = 'http://etcd.default.svc.cluster.local:2379';

judge('etcd', { wanted: tree.tag('etcd'), judges: ['flags', 'user', 'probes'], room: true }, ({ folder }) => {
  const etcd = tree.container('etcd', {});
  let room: Room;
  let server: Server;

  beforeAll(async () => {
    room = await Room.open({ names: tree.services(), path: folder });
    await room.mount(etcd);
    // The cache may be root's alone.
    await room.run({ command: ['install', `${folder}/etcd`, '/usr/local/bin'] });
    await start();
  });
  afterAll(() => room?.close());

  async function start(): Promise<void> {
    server = room.start({ ...etcd, command: [...etcd.command, ...etcd.args] });
    await until('it is ready', 30, async () => (await get(etcd.probes.readiness?.httpGet?.path ?? '')).status === 200);
  }
  const get = async (path: string, body?: object) => {
    const asked = JSON.stringify({ url: SERVICE + path, body });
    const { stdout } = await room.run({ command: ['node', '-e', REQUEST, asked] });
    return JSON.parse(stdout) as { status: number; text: string };
  };
  const base64 = (text: string) => Buffer.from(text).toString('base64');

  it('is well where the probes ask, as the user to whom the export squashes all', async () => {
    for (const probe of Object.values(etcd.probes))
      expect(await get(probe?.httpGet?.path ?? '')).toMatchObject({ status: 200 });
    expect(etcd.user).toMatchObject({ uid: 1024, gid: 100 });
    expect((await get('/ready')).status).toBe(404);
  });

  it('keeps half of its claim free, and old revisions for an hour', async () => {
    const said =
      /"quota-backend-bytes":(\d+)/.exec(server.output())?.[1] ?? /"quota-size-bytes":(\d+)/.exec(server.output())?.[1];
    expect(Number(said)).toBe(2 ** 30);
    expect(server.output()).toContain('"auto-compaction-retention":"1h0m0s"');
  });

  it('keeps what it was told when it starts again', async () => {
    expect(await get('/v3/kv/put', { key: base64('a'), value: base64('here') })).toMatchObject({ status: 200 });
    await server.stop();
    await start();
    expect((await get('/v3/kv/range', { key: base64('a') })).text).toContain(base64('here'));
  });

  it('says no to a flag that it does not know, and to files of somebody else', async () => {
    const command = [...etcd.command, ...etcd.args];
    expect((await room.run({ ...etcd, command: [...command, '--quota=1'] })).code).not.toBe(0);
    await server.stop();
    const { code, stderr } = await room.run({ ...etcd, command, user: { uid: 999, gid: 999 } });
    expect(code).not.toBe(0);
    expect(stderr).toContain('permission denied');
  });

  it('asks for no name', () => {
    expect(room.strangers()).toEqual([]);
  });
});
