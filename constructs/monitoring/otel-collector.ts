import { dump } from 'js-yaml';
import {
  Component,
  Cpu,
  type Endpoint,
  Image,
  localKey,
  type Namespace,
  type Provides,
  type Resources,
  Size,
  type Stack,
  Workload,
} from '../../src';
import type { Observatory } from './openobserve';

export interface OtelCollectorProps {
  readonly on: Namespace;
  /** Tag of the image, 0.150 or newer: older ones know some of its parts by other names. */
  readonly version: string;
  /** Where traces go. */
  readonly traces: Provides<'otlp'>;
  /** Where logs, metrics and, beside `traces`, traces go. */
  readonly observatory: Observatory;
  /** Percentage of traces that is kept. @default 100 */
  readonly sampling?: number;
  /** @default - 100m, 256Mi, at most 512Mi */
  readonly resources?: Resources;
}

/**
 * The OpenTelemetry Collector: takes what programs report of themselves over OTLP and hands it on.
 *
 * A workload of its own under the names that the chart would give it: so a changed configuration or password restarts it.
 * The image runs as uid 10001, gid 10001 (the Dockerfile of its `k8s` distribution says so) and writes nothing.
 */
export class OtelCollector extends Component implements Provides<'otlp'> {
  /** OTLP over HTTP. */
  readonly otlp: Endpoint<'otlp'>;
  /** OTLP over gRPC. */
  readonly otlpGrpc: Endpoint<'otlp'>;
  /** What it says of itself, for Prometheus. */
  readonly metrics: Endpoint<'http'>;

  constructor(stack: Stack, id: string, props: OtelCollectorProps) {
    super(stack, id);
    const { on, version, traces, observatory, sampling = 100, resources } = props;
    const collector = new Workload(this, `${id}-${CHART}`, {
      on,
      image: Image.of('docker.io/otel/opentelemetry-collector-k8s', { tag: version, platforms: ['amd64', 'arm64'] }),
      user: { uid: 10001, gid: 10001 },
      args: [`--config=${CONFIG}`],
      labels: { 'app.kubernetes.io/name': CHART },
      resources: resources ?? { cpu: Cpu.millis(100), memory: Size.mebibytes(256), memoryLimit: Size.mebibytes(512) },
    });
    this.otlp = collector.listen('otlp', { port: 4318, name: 'otlp-http' });
    this.otlpGrpc = collector.listen('otlp', { port: 4317, name: 'otlp-grpc' });
    this.metrics = collector.listen('http', { port: 8888, name: 'metrics' });
    collector.env({
      OBSERVATORY_USER: observatory.user,
      OBSERVATORY_PASSWORD: localKey(this, on, `${id}-observatory`, observatory.password),
    });
    const tempo = collector.connect(traces.otlp, 'keeps traces');
    const store = collector.connect(observatory.otlp, 'keeps logs, metrics and traces');
    if (store.owner) this.after(store.owner, 'its password comes from there');
    collector.file(CONFIG, dump(config(tempo.url, store.url, sampling), { lineWidth: -1, noRefs: true }), {
      configMap: `${id}-config`,
    });
    collector.healthy({ path: '/', port: HEALTH });
  }
}

const CHART = 'opentelemetry-collector';
const CONFIG = '/etc/otelcol/config.yaml';
const HEALTH = 13133;

/**
 * Attributes of a span by which its logs are found: same service, a minute around it, same trace where a log says one.
 * Grafana cannot work them out, for OpenObserve's page wants microseconds and base64.
 */
export const LOGS_OF_SPAN = { from: 'logs.from', to: 'logs.to', query: 'logs.query' } as const;

const NAMED = 'where resource.attributes["service.name"] != nil';
const LOGS_LINK = [
  `set(span.attributes["${LOGS_OF_SPAN.from}"], String(UnixMicro(span.start_time - Duration("1m")))) ${NAMED}`,
  `set(span.attributes["${LOGS_OF_SPAN.to}"], String(UnixMicro(span.end_time + Duration("1m")))) ${NAMED}`,
  `set(span.attributes["${LOGS_OF_SPAN.query}"], Base64Encode(Format("service_name='%s' and (trace_id='%s' or trace_id is null)", [resource.attributes["service.name"], span.trace_id.string]), "base64-raw-url")) ${NAMED}`,
];

function config(traces: string, observatory: string, sampling: number) {
  const everything = ['memory_limiter', 'batch'];
  return {
    extensions: {
      health_check: { endpoint: `0.0.0.0:${HEALTH}` },
      'basicauth/observatory': {
        client_auth: { username: '${env:OBSERVATORY_USER}', password: '${env:OBSERVATORY_PASSWORD}' },
      },
    },
    receivers: { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' }, http: { endpoint: '0.0.0.0:4318' } } } },
    processors: {
      memory_limiter: { check_interval: '1s', limit_percentage: 80, spike_limit_percentage: 25 },
      probabilistic_sampler: { sampling_percentage: sampling },
      'transform/logs_link': { error_mode: 'ignore', trace_statements: LOGS_LINK },
      batch: {},
    },
    exporters: {
      'otlp_http/traces': { endpoint: traces },
      'otlp_http/observatory': { endpoint: observatory, auth: { authenticator: 'basicauth/observatory' } },
    },
    service: {
      extensions: ['health_check', 'basicauth/observatory'],
      telemetry: { metrics: { readers: [{ pull: { exporter: { prometheus: { host: '0.0.0.0', port: 8888 } } } }] } },
      pipelines: {
        traces: {
          receivers: ['otlp'],
          processors: ['memory_limiter', 'probabilistic_sampler', 'transform/logs_link', 'batch'],
          exporters: ['otlp_http/traces', 'otlp_http/observatory'],
        },
        logs: { receivers: ['otlp'], processors: everything, exporters: ['otlp_http/observatory'] },
        metrics: { receivers: ['otlp'], processors: everything, exporters: ['otlp_http/observatory'] },
      },
    },
  };
}
