import {
  Component,
  Cpu,
  Duration,
  type Endpoint,
  generated,
  Image,
  type Namespace,
  type Provides,
  type Resources,
  Secret,
  type SecretKey,
  Size,
  type Stack,
  Workload,
} from '../../src';

export interface OpenObserveProps {
  readonly on: Namespace;
  /** Tag of the image. No default: a newer one migrates its metadata. */
  readonly version: string;
  /** Room for logs, metrics and traces. */
  readonly size: Size;
  /** How long they are kept. No default: OpenObserve's own is ten years. */
  readonly retention: Duration;
  /** Address in a browser, such as `https://observe.example.org`. */
  readonly url: string;
  /** Name under which the one user signs in: OpenObserve knows people by their e-mail address. */
  readonly email: string;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
  /** @default - 250m, 1Gi, at most 2Gi */
  readonly resources?: Resources;
}

/** Takes logs, metrics and traces from whoever signs in. */
export interface Observatory extends Provides<'otlp'> {
  readonly user: string;
  readonly password: SecretKey;
}

/**
 * OpenObserve: logs, metrics and traces on a local disk, in one process.
 *
 * The image names no user, so it would run as root (its Dockerfile); here it runs as its own chart has it, uid 10000, gid 3000, fsGroup 2000, and
 * writes below /data only. It takes the password when it makes its database, never again: after a rotation,
 * `kubectl exec -n <namespace> <name>-0 -- /openobserve reset --component root` takes over the new one.
 */
export class OpenObserve extends Component implements Observatory, Provides<'http'> {
  readonly http: Endpoint<'http'>;
  readonly otlp: Endpoint<'otlp'>;
  /** Metrics, in Prometheus' query language: all that Grafana can ask of it without a plugin. */
  readonly promql: Endpoint<'http'>;
  readonly url: string;
  readonly user: string;
  readonly password: SecretKey;

  constructor(stack: Stack, id: string, props: OpenObserveProps) {
    super(stack, id);
    const { on, version, size, retention, url, email, storageClass, resources } = props;
    const server = new Workload(this, id, {
      on,
      kind: 'StatefulSet',
      image: Image.of('o2cr.ai/openobserve/openobserve', { tag: version, platforms: ['amd64', 'arm64'] }),
      user: { uid: 10000, gid: 3000, fsGroup: 2000 },
      resources: resources ?? { cpu: Cpu.millis(250), memory: Size.gibibytes(1), memoryLimit: Size.gibibytes(2) },
    });
    this.http = server.listen('http', { port: 5080 });
    this.otlp = this.http.as('otlp', `/api/${ORGANIZATION}`);
    this.promql = this.http.as('http', `/api/${ORGANIZATION}/prometheus`);
    this.url = url;
    this.user = email;
    const root = new Secret(this, id, { namespace: on, keys: { password: generated({ prefix: STRONG }) } });
    this.password = root.key('password');
    server.env({
      ZO_ROOT_USER_EMAIL: email,
      ZO_ROOT_USER_PASSWORD: this.password,
      ZO_LOCAL_MODE: 'true',
      ZO_LOCAL_MODE_STORAGE: 'disk',
      ZO_DATA_DIR: '/data/',
      ZO_WEB_URL: url,
      ZO_COMPACT_DATA_RETENTION_DAYS: String(Math.ceil(retention.toDays({ integral: false }))),
      ZO_TELEMETRY: 'false',
      ZO_MMDB_DISABLE_DOWNLOAD: 'true',
    });
    server.volume('data', { path: '/data', size, ...(storageClass && { storageClass }) });
    server.healthy({ path: '/healthz', startup: Duration.minutes(5) });
  }

  /** Page on which a person reads logs: times in microseconds, the query in base64. They may be variables of whoever makes the link. */
  logs({ from, to, query }: { readonly from: string; readonly to: string; readonly query: string }): string {
    const page = `org_identifier=${ORGANIZATION}&stream_type=logs&stream=default&sql_mode=false&quick_mode=false`;
    return `${this.url}/web/logs?${page}&from=${from}&to=${to}&query=${query}`;
  }
}

/** The organization that every installation begins with. */
const ORGANIZATION = 'default';

/** OpenObserve refuses a password without a small letter, a capital, a digit and a special character. */
const STRONG = 'Oo1-';
