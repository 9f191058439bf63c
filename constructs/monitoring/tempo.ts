import { dump } from 'js-yaml';
import {
  Component,
  Cpu,
  Duration,
  type Endpoint,
  Image,
  type Namespace,
  type Provides,
  type Resources,
  Size,
  type Stack,
  Workload,
} from '../../src';

export interface TempoProps {
  readonly on: Namespace;
  /**
   * Tag of the image, 2.8 or newer of the second major version. 2.9.2 is the last one with a `df` in it.
   * No default: an older one cannot read the blocks of a newer one.
   */
  readonly version: string;
  /** Room for traces. */
  readonly size: Size;
  /** How long traces are kept. @default - two weeks, as Tempo has it */
  readonly retention?: Duration;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
  /** @default - 100m, 512Mi, at most 1Gi */
  readonly resources?: Resources;
}

/**
 * Tempo: keeps traces as files and answers TraceQL. One process; its own rings stay in memory.
 *
 * The image runs as uid 10001, gid 10001 (its Dockerfile says so) and writes below /var/tempo only.
 */
export class Tempo extends Component implements Provides<'http' | 'otlp'> {
  /** Where traces are asked for. */
  readonly http: Endpoint<'http'>;
  /** Where spans arrive, over HTTP. */
  readonly otlp: Endpoint<'otlp'>;
  /** Where spans arrive, over gRPC. */
  readonly otlpGrpc: Endpoint<'otlp'>;

  constructor(stack: Stack, id: string, { on, version, size, retention, storageClass, resources }: TempoProps) {
    super(stack, id);
    const server = new Workload(this, id, {
      on,
      image: Image.of('docker.io/grafana/tempo', { tag: version, platforms: ['amd64', 'arm64'] }),
      user: { uid: 10001, gid: 10001 },
      args: [`-config.file=${CONFIG}`],
      resources: resources ?? { cpu: Cpu.millis(100), memory: Size.mebibytes(512), memoryLimit: Size.gibibytes(1) },
    });
    this.http = server.listen('http', { port: 3100 });
    this.otlp = server.listen('otlp', { port: 4318, name: 'otlp-http' });
    this.otlpGrpc = server.listen('otlp', { port: 4317, name: 'otlp-grpc' });
    server.file(CONFIG, dump(config(retention ?? Duration.days(14)), { lineWidth: -1 }));
    server.volume('data', { path: DATA, size, ...(storageClass && { storageClass }) });
    server.healthy({ path: '/ready', live: '/status/version', startup: Duration.minutes(5) });
  }
}

const CONFIG = '/etc/tempo/tempo.yaml';
const DATA = '/var/tempo';

/** What is set of Tempo's own `Config` (cmd/tempo/app/config.go); a key that it does not know makes it refuse to start. */
interface TempoConfig {
  readonly server: { readonly http_listen_port: number };
  readonly distributor: {
    readonly receivers: {
      readonly otlp: { readonly protocols: Record<'grpc' | 'http', { readonly endpoint: string }> };
    };
  };
  readonly compactor: { readonly compaction: { readonly block_retention: string } };
  readonly storage: {
    readonly trace: {
      readonly backend: 'local';
      readonly local: { readonly path: string };
      readonly wal: { readonly path: string };
    };
  };
  readonly usage_report: { readonly reporting_enabled: boolean };
}

function config(retention: Duration): TempoConfig {
  return {
    server: { http_listen_port: 3100 },
    // The receivers listen on localhost unless told otherwise.
    distributor: {
      receivers: { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' }, http: { endpoint: '0.0.0.0:4318' } } } },
    },
    compactor: { compaction: { block_retention: `${retention.toHours()}h` } },
    storage: { trace: { backend: 'local', local: { path: `${DATA}/blocks` }, wal: { path: `${DATA}/wal` } } },
    usage_report: { reporting_enabled: false },
  };
}
