import {
  Component,
  Cpu,
  Duration,
  type Endpoint,
  external,
  generated,
  Image,
  localKey,
  type Namespace,
  type Provides,
  type Resources,
  Secret,
  Size,
  type Stack,
  Workload,
} from '../src';
import type { PostgresDatabase } from './postgresql/server';

export interface N8nProps {
  readonly on: Namespace;
  /** Tag of the image, 2.19 or newer: older ones cannot trace. No default: a newer one migrates its database. */
  readonly version: string;
  /** Where workflows, credentials and executions are kept. */
  readonly database: PostgresDatabase;
  /** Room for files that workflows handle. */
  readonly size: Size;
  /** Address in a browser, such as `https://n8n.example.org`: links and the addresses of webhooks are made from it. */
  readonly url: string;
  /** Time zone of schedules. @default - UTC; n8n's own is that of New York */
  readonly timezone?: string;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
  /** @default - 250m, 512Mi, at most 2Gi */
  readonly resources?: Resources;
}

/**
 * n8n: workflows, started by schedules, by hand or by webhooks.
 *
 * It has a login of its own, made at the first visit, so nothing in front of it asks for another one: that would shut out whoever calls a webhook.
 * The image runs as uid 1000 (`node`, its Dockerfile says so) and writes below /home/node/.n8n. Code in workflows runs in a process beside it.
 */
export class N8n extends Component implements Provides<'http'> {
  /** Pages, API, webhooks and, for Prometheus, /metrics: not for the outside. */
  readonly http: Endpoint<'http'>;
  private readonly server: Workload;

  constructor(stack: Stack, id: string, props: N8nProps) {
    super(stack, id);
    const { on, version, database, size, url, timezone = 'UTC', storageClass, resources } = props;
    this.server = new Workload(this, id, {
      on,
      image: Image.of('docker.io/n8nio/n8n', { tag: version, platforms: ['amd64', 'arm64'] }),
      user: { uid: 1000, gid: 1000 },
      resources: resources ?? { cpu: Cpu.millis(250), memory: Size.mebibytes(512), memoryLimit: Size.gibibytes(2) },
    });
    this.http = this.server.listen('http', { port: 5678 });
    // Encrypts the credentials of workflows: another value would make them unreadable, so it is never rotated.
    const encryption = new Secret(this, `${id}-encryption`, {
      namespace: on,
      keys: { N8N_ENCRYPTION_KEY: generated() },
    });
    this.server.env({
      N8N_ENCRYPTION_KEY: encryption.key('N8N_ENCRYPTION_KEY'),
      N8N_EDITOR_BASE_URL: url,
      // The first name is the one since 2.30, which warns about the second.
      N8N_WEBHOOK_URL: `${url}/`,
      WEBHOOK_URL: `${url}/`,
      N8N_PROXY_HOPS: '1',
      GENERIC_TIMEZONE: timezone,
      N8N_METRICS: 'true',
      N8N_DIAGNOSTICS_ENABLED: 'false',
    });
    this.keepIn(database, on);
    this.server.volume('data', { path: '/home/node/.n8n', size, ...(storageClass && { storageClass }) });
    this.server.healthy({ path: '/healthz/readiness', live: '/healthz', startup: Duration.minutes(10) });
    this.server.connect(INTERNET.https, 'workflows call services of others');
  }

  /** Workflows may use an endpoint of the platform; its address and key are entered in n8n, which keeps them encrypted. */
  reach(endpoint: Endpoint, why: string): void {
    this.server.connect(endpoint, why);
  }

  /** Sends a span of every execution of a workflow, test runs included, and of each of its nodes. */
  trace({ otlp }: Provides<'otlp'>): void {
    this.server.env({
      N8N_OTEL_ENABLED: 'true',
      N8N_OTEL_EXPORTER_OTLP_ENDPOINT: this.server.connect(otlp, 'traces executions').url,
      N8N_OTEL_EXPORTER_SERVICE_NAME: this.name,
      N8N_OTEL_TRACES_PRODUCTION_ONLY: 'false',
    });
  }

  private keepIn(database: PostgresDatabase, on: Namespace): void {
    const { host, port, owner } = this.server.connect(database.postgres, 'workflows, credentials and executions');
    this.server.env({
      DB_TYPE: 'postgresdb',
      DB_POSTGRESDB_HOST: host,
      DB_POSTGRESDB_PORT: String(port),
      DB_POSTGRESDB_DATABASE: database.name,
      DB_POSTGRESDB_USER: database.user,
      DB_POSTGRESDB_PASSWORD: localKey(this, on, `${this.name}-database`, database.password),
    });
    if (owner) this.after(owner, 'it migrates its database when it starts');
  }
}

const INTERNET = external('https', { name: 'services-of-workflows', host: 'internet.invalid', port: 443 });
