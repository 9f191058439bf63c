import {
  Component,
  Cpu,
  Duration,
  derived,
  type Endpoint,
  Image,
  type Namespace,
  type Provides,
  type Resources,
  Secret,
  Size,
  type Stack,
  Workload,
} from '../src';
import type { PostgresDatabase } from './postgresql/server';

export interface PhoenixProps {
  readonly on: Namespace;
  /** Tag of the image. No default: a newer one migrates the database when it starts. */
  readonly version: string;
  /** Where traces are kept. */
  readonly database: PostgresDatabase;
  /** @default - 250m, 512Mi, at most 2Gi */
  readonly resources?: Resources;
}

/**
 * Phoenix (Arize): traces of what language models were asked and what they answered. It asks nobody for a password.
 *
 * The image is Distroless' Python, as root; it writes below its working directory only, and runs as `nonroot` of that base, uid 65532.
 */
export class Phoenix extends Component implements Provides<'http' | 'otlp'> {
  readonly http: Endpoint<'http'>;
  /** Over HTTP, at the port of its pages: spans go to `/v1/traces`. */
  readonly otlp: Endpoint<'otlp'>;
  /** The same over gRPC. */
  readonly otlpGrpc: Endpoint<'otlp'>;

  constructor(stack: Stack, id: string, { on, version, database, resources }: PhoenixProps) {
    super(stack, id);
    const server = new Workload(this, id, {
      on,
      alone: true, // two would migrate the database under each other
      image: Image.of('docker.io/arizephoenix/phoenix', { tag: version, platforms: ['amd64', 'arm64'] }),
      user: { uid: 65532, gid: 65532 },
      resources: resources ?? { cpu: Cpu.millis(250), memory: Size.mebibytes(512), memoryLimit: Size.gibibytes(2) },
    });
    this.http = server.listen('http', { port: 6006 });
    this.otlp = this.http.as('otlp');
    this.otlpGrpc = server.listen('otlp', { port: 4317, name: 'otlp-grpc' });
    const { host, port, owner } = server.connect(database.postgres, 'keeps traces');
    const { user, password, name } = database;
    const keys = { PHOENIX_SQL_DATABASE_URL: derived`postgresql://${user}:${password}@${host}:${port}/${name}` };
    const contract = new Secret(this, `${id}-database`, { namespace: on, keys });
    server.env({
      PHOENIX_SQL_DATABASE_URL: contract.key('PHOENIX_SQL_DATABASE_URL'),
      PHOENIX_WORKING_DIR: WORK,
      // A Service called `phoenix` would make PHOENIX_PORT an address, where pods are told of Services.
      PHOENIX_PORT: String(this.http.port),
      PHOENIX_GRPC_PORT: String(this.otlpGrpc.port),
      // Nothing is sent or fetched of its own accord.
      PHOENIX_TELEMETRY_ENABLED: 'False',
      PHOENIX_ALLOW_EXTERNAL_RESOURCES: 'False',
    });
    server.volume('work', { path: WORK });
    server.healthy({ path: '/readyz', live: '/healthz', startup: Duration.minutes(10) });
    if (owner) this.after(owner, 'it migrates its database when it starts');
  }
}

const WORK = '/var/lib/phoenix';
