import { judge } from './judges';
import { rendered } from './rendered';
import { Room, type Running, until } from './room';
import { OLLAMA, REQUEST } from './stand-ins';

const homelab = rendered('homelab');
const NAME = 'blackbox-exporter';
/** What the image starts when it is told nothing else. */
const PROGRAM = ['blackbox_exporter', '--config.file=/etc/blackbox_exporter/config.yml'];
const PROBES = homelab.manifests.flatMap(({ kind, spec }) => (kind === 'Probe' ? [spec as ProbeSpec] : []));

interface ProbeSpec {
  readonly module: string;
  readonly prober: { readonly url: string };
  readonly targets: { readonly staticConfig: { readonly static: readonly string[] } };
}

judge(
  NAME,
  { wanted: homelab.tag(NAME), judges: ['config.yml', 'what is watched', 'probes'], room: true },
  ({ folder }) => {
    let room: Room;
    let exporter: Running;

    beforeAll(async () => {
      // As root, which may see the binary, instead of as the image's user.
      const { user: _, ...rendering } = homelab.container(NAME, {});
      exporter = { ...rendering, command: PROGRAM };
      room = await Room.open({ names: homelab.services(), path: folder });
      await room.mount(exporter);
    });
    afterAll(() => room?.close());

    const check = async (text: string) => {
      await room.write('/tmp/config.yml', text);
      return room.run({ command: ['blackbox_exporter', '--config.check', '--config.file=/tmp/config.yml'] });
    };
    const ask = async (url: string) => {
      const { stdout } = await room.run({ command: ['node', '-e', REQUEST, JSON.stringify({ url })] });
      return JSON.parse(stdout) as { status: number; text: string };
    };

    it('takes its configuration, and says no to a key that it does not know', async () => {
      const [text = ''] = Object.values(exporter.files);
      expect(await check(text)).toMatchObject({ code: 0 });
      expect(await check(text.replace('timeout:', 'timeouts:'))).toMatchObject({ code: 1 });
    });

    it('succeeds when what is watched answers, and not before', async () => {
      room.start(exporter);
      const healthy = Object.values(exporter.probes).map((probe) => probe?.httpGet);
      for (const probe of healthy)
        await until('it is healthy', 10, async () => {
          const { status } = await ask(`http://${NAME}.monitoring.svc.cluster.local:${probe?.port}${probe?.path}`);
          return status === 200;
        });
      const watched = PROBES.flatMap(({ module, prober, targets }) =>
        targets.staticConfig.static.map(
          (target) => `http://${prober.url}/probe?${new URLSearchParams({ module, target })}`,
        ),
      );
      expect(watched.length).toBeGreaterThan(0);
      const succeed = async () =>
        (await Promise.all(watched.map(ask))).map(({ text }) => /^probe_success .*/m.exec(text)?.[0]);
      expect(await succeed()).toEqual(watched.map(() => 'probe_success 0'));
      const ollama = room.start({ command: ['node', '-e', OLLAMA] });
      await until('everything answers', 10, async () => (await succeed()).every((said) => said === 'probe_success 1'));
      await ollama.stop();
      expect(await succeed()).toEqual(watched.map(() => 'probe_success 0'));
    });

    it('asks for no name that is not a Service', () => {
      expect(room.strangers()).toEqual([]);
    });
  },
);
