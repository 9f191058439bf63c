import { TRACING } from '../../constructs/monitoring/alerts';
import { LOGS_OF_SPAN } from '../../constructs/monitoring/otel-collector';
import { judge } from './judges';
import { attribute, END, KEEPER, type Kept, log, START, span, TRACE } from './otlp';
import { rendered } from './rendered';
import { Room, type Running, type Server, until } from './room';
import { REQUEST } from './stand-ins';

const homelab = rendered('homelab');
const NAME = 'otel-collector-opentelemetry-collector';
const SERVICE = `${NAME}.monitoring.svc.cluster.local`;
/** In the room all Services are one machine, where the collector has Tempo's port. */
const TEMPO = 'tempo.monitoring.svc.cluster.local:14318';
const OBSERVATORY = 'openobserve.monitoring.svc.cluster.local:5080/api/default';
const CONFIG = '/etc/otelcol/config.yaml';
const [ALERT] = TRACING.filter(({ alert }) => alert === 'TelemetryDropped');
const LOST = [...(ALERT?.expr.matchAll(/__name__=~"([^"]+)"/g) ?? [])].map(([, name]) => new RegExp(`^${name}$`));
const MINUTE = 60_000_000n;

judge(
  'otelcol',
  { wanted: homelab.tag(NAME), judges: ['config.yaml', 'what it does with spans and logs', 'probes'], room: true },
  ({ folder }) => {
    let room: Room;
    let collector: Running;
    let keeper: Server;

    beforeAll(async () => {
      // As root, which may see the binary, instead of as the image's user.
      const { user: _, ...rendering } = homelab.container(NAME, await homelab.values());
      collector = { ...rendering, command: ['otelcol'] };
      room = await Room.open({ names: homelab.services(), path: folder });
      const text = collector.files[CONFIG] ?? '';
      expect(text).toContain(`endpoint: http://${TEMPO.replace('14318', '4318')}\n`);
      await room.mount({ ...collector, files: { [CONFIG]: text.replace(TEMPO.replace('14318', '4318'), TEMPO) } });
      keeper = room.start({ command: ['node', '-e', KEEPER, '14318', '5080'] });
      await keeper.says('ready');
    });
    afterAll(() => room?.close());

    const validate = (text = collector.files[CONFIG] ?? '') =>
      room
        .write('/tmp/config.yaml', text)
        .then(() => room.run({ ...collector, command: ['otelcol', 'validate', '--config=/tmp/config.yaml'] }));

    const ask = async (url: string, body?: object) => {
      const { stdout } = await room.run({ command: ['node', '-e', REQUEST, JSON.stringify({ url, body })] });
      return JSON.parse(stdout) as { status: number; text: string };
    };

    const kept = (url: string) =>
      keeper
        .output()
        .split('\n')
        .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Kept] : []))
        .filter((one) => one.url === url);

    it('takes the configuration', async () => {
      expect(await validate()).toMatchObject({ code: 0 });
    });

    it.each([
      ['a key that it does not know', 'check_interval:', 'check_intervall:', 'has invalid keys: check_intervall'],
      ['a component that is not declared', '- batch\n', '- bunch\n', 'references processor "bunch"'],
      [
        'a statement that is none',
        'UnixMicro(span.start_time',
        'UnixMicros(span.start_time',
        'does not support the function "UnixMicros"',
      ],
      ['a path that spans do not have', 'span.trace_id.string', 'span.trace_id.text', 'trace_id.text'],
    ])('says no to %s', async (_, right, wrong, said) => {
      const text = collector.files[CONFIG] ?? '';
      expect(text).toContain(right);
      const { code, stderr } = await validate(text.replace(right, wrong));
      expect([code, stderr]).toEqual([1, expect.stringContaining(said)]);
    });

    describe('the real one', () => {
      const healthy = async () => {
        const answers = Object.values(collector.probes).map((probe) =>
          ask(`http://${SERVICE}:${probe?.httpGet?.port}${probe?.httpGet?.path}`),
        );
        return (await Promise.all(answers)).every(({ status }) => status === 200);
      };

      beforeAll(async () => {
        expect(await healthy()).toBe(false);
        room.start({ ...collector, command: ['otelcol', ...collector.args] });
        await until('the rendered probes are content', 30, healthy);
        for (const [path, body] of Object.entries({ traces: span(), logs: log() }))
          expect(await ask(`http://${SERVICE}:4318/v1/${path}`, body)).toMatchObject({ status: 200 });
        await until('all is passed on', 10, async () => [TEMPO, OBSERVATORY].every((at) => kept(`${at}/v1/traces`)[0]));
        await until('all is passed on', 10, async () => kept(`${OBSERVATORY}/v1/logs`).length > 0);
      });

      it('passes spans to Tempo and to OpenObserve, and logs to OpenObserve alone', () => {
        expect(kept(`${TEMPO}/v1/traces`)).toHaveLength(1);
        expect(kept(`${OBSERVATORY}/v1/traces`)).toHaveLength(1);
        expect(kept(`${TEMPO}/v1/logs`)).toEqual([]);
      });

      it('signs in where it has to, with the keys of the contract, and nowhere else', () => {
        const { OBSERVATORY_USER: user, OBSERVATORY_PASSWORD: password } = collector.env ?? {};
        const basic = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
        for (const path of ['traces', 'logs'])
          expect(kept(`${OBSERVATORY}/v1/${path}`).map(({ authorization }) => authorization)).toEqual([basic]);
        expect(kept(`${TEMPO}/v1/traces`)[0]).not.toHaveProperty('authorization');
      });

      it('says in each span by what its logs are found: a minute around it, its service, its trace', () => {
        const query = `service_name='litellm' and (trace_id='${TRACE}' or trace_id is null)`;
        for (const at of [TEMPO, OBSERVATORY]) {
          const [message] = kept(`${at}/v1/traces`);
          if (!message) throw new Error(`nothing for ${at}`);
          expect(attribute(message, LOGS_OF_SPAN.from)).toBe(String(START / 1000n - MINUTE));
          expect(attribute(message, LOGS_OF_SPAN.to)).toBe(String(END / 1000n + MINUTE));
          expect(attribute(message, LOGS_OF_SPAN.query)).toBe(Buffer.from(query).toString('base64url'));
        }
      });

      it('says nothing of it in a span whose service has no name, and passes that on all the same', async () => {
        await ask(`http://${SERVICE}:4318/v1/traces`, span({}));
        await until('it is passed on', 10, async () => kept(`${TEMPO}/v1/traces`).length > 1);
        const [, message] = kept(`${TEMPO}/v1/traces`);
        for (const key of Object.values(LOGS_OF_SPAN)) expect(message && attribute(message, key)).toBeUndefined();
      });

      it('counts what nobody took, by a name that the alert knows', async () => {
        const counts = async () => {
          const { text } = await ask(`http://${SERVICE}:8888/metrics`);
          return text.split('\n').filter((line) => LOST.some((name) => name.test(line.split('{')[0] ?? '')));
        };
        expect(LOST).toHaveLength(6);
        await until('it counts', 10, async () => (await counts()).length > 0);
        expect(await counts()).toEqual([expect.stringMatching(/exporter="otlp_http\/observatory".* 1$/)]);
      });

      it('asks for no name that is not a Service', () => {
        expect(room.strangers()).toEqual([]);
      });
    });
  },
);
