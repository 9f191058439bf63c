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
  type User,
  Workload,
} from '../../src';

export interface PostgresqlProps {
  readonly on: Namespace;
  /** Tag of the official image. No default: a major version cannot read another one's files. */
  readonly version: string;
  /** Room for all databases. No default: a claim can grow but not shrink. */
  readonly size: Size;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
  /** Who it runs as: on an export that makes all files somebody's, that user. @default - uid and gid 999, the image's `postgres` */
  readonly user?: User;
  /** @default - 250m, 512Mi, at most 1Gi */
  readonly resources?: Resources;
}

/** A database with a user of its own, made for one consumer. */
export interface PostgresDatabase extends Provides<'postgres'> {
  readonly name: string;
  readonly user: string;
  readonly password: SecretKey;
}

/**
 * PostgreSQL: one server, a database and a user for each consumer.
 *
 * The official image runs as uid 999 (`postgres`, its Debian variants); started as that user it needs no capabilities. It makes a cluster as any
 * other user, too: its entrypoint gives initdb the name that it asks for (Docker's documentation, Arbitrary `--user` Notes).
 */
export class Postgresql extends Component implements Provides<'postgres'> {
  readonly postgres: Endpoint<'postgres'>;
  /** Holds the client programs of the same version as well. */
  readonly image: Image;
  private readonly server: Workload;
  /** Of the user `postgres`, who may do everything. */
  readonly password: SecretKey;
  private readonly databases = new Map<string, PostgresDatabase>();
  private job: Workload | undefined;

  constructor(
    stack: Stack,
    id: string,
    private readonly props: PostgresqlProps,
  ) {
    super(stack, id);
    const { on, version, size, storageClass, user = USER, resources } = props;
    this.image = Image.of('docker.io/library/postgres', { tag: version, platforms: ['amd64', 'arm64'] });
    this.server = new Workload(this, id, {
      on,
      kind: 'StatefulSet',
      image: this.image,
      user,
      resources: resources ?? { cpu: Cpu.millis(250), memory: Size.mebibytes(512), memoryLimit: Size.gibibytes(1) },
    });
    this.postgres = this.server.listen('postgres', { port: 5432 });
    const keys = { POSTGRES_PASSWORD: generated() };
    this.password = new Secret(this, `${id}-admin`, { namespace: on, keys }).key('POSTGRES_PASSWORD');
    this.server.env({
      POSTGRES_PASSWORD: this.password,
      PGDATA: '/var/lib/postgresql/data/pgdata',
      // Clients call themselves after their user unless told otherwise, and end where it has no name.
      ...(props.user && { PGUSER: 'postgres' }),
    });
    this.adoptPassword();
    this.server.volume('data', {
      path: '/var/lib/postgresql/data',
      size,
      owned: true,
      ...(storageClass && { storageClass }),
    });
    this.server.volume('run', { path: '/var/run/postgresql' });
    this.server.healthy({
      command: ['pg_isready', '--username=postgres', '--host=127.0.0.1'],
      startup: Duration.minutes(5),
    });
  }

  /**
   * The image sets the password of `postgres` when it makes the cluster and never again: without this a rotated one would not be known.
   * It waits for TCP, on which the temporary server of the first start does not listen.
   */
  private adoptPassword(): void {
    this.server.afterStart(
      'sh',
      '-ec',
      `until pg_isready --quiet --host=127.0.0.1; do sleep 1; done
psql --username=postgres --set ON_ERROR_STOP=1 <<'SQL'
\\getenv password POSTGRES_PASSWORD
ALTER ROLE postgres PASSWORD :'password';
SQL`,
    );
  }

  /** A database and its owner, both called `name`, made or brought up to date by a Job that can run any number of times. */
  database(name: string): PostgresDatabase {
    const known = this.databases.get(name);
    if (known) return known;
    const contract = new Secret(this, `${this.name}-${name}`, {
      namespace: this.props.on,
      keys: { password: generated() },
    });
    const database = { name, user: name, password: contract.key('password'), postgres: this.postgres };
    this.databases.set(name, database);
    this.job ??= this.databaseJob();
    this.job.env({ [passwordVariable(name)]: database.password });
    return database;
  }

  private databaseJob(): Workload {
    const job = new Workload(this, `${this.name}-databases`, {
      on: this.props.on,
      kind: 'Job',
      image: this.image,
      user: USER,
      command: [
        'sh',
        '-ec',
        'until pg_isready --quiet; do sleep 2; done; exec psql --set ON_ERROR_STOP=1 --file /databases/databases.sql',
      ],
      resources: { cpu: Cpu.millis(50), memory: Size.mebibytes(64), memoryLimit: Size.mebibytes(128) },
    });
    const { host, port } = job.connect(this.postgres, 'makes databases and users');
    job.env({
      PGHOST: host,
      PGPORT: String(port),
      PGUSER: 'postgres',
      PGPASSWORD: this.password,
    });
    job.file('/databases/databases.sql', () => [...this.databases.keys()].sort().map(databaseSql).join('\n'));
    return job;
  }
}

const USER = { uid: 999, gid: 999 };

const passwordVariable = (name: string) => `PASSWORD_${name.toUpperCase().replaceAll('-', '_')}`;

function databaseSql(name: string): string {
  return `\\getenv password ${passwordVariable(name)}
SELECT 'CREATE ROLE "${name}"' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${name}')\\gexec
ALTER ROLE "${name}" WITH LOGIN PASSWORD :'password';
SELECT 'CREATE DATABASE "${name}" OWNER "${name}"' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '${name}')\\gexec
REVOKE CONNECT ON DATABASE "${name}" FROM PUBLIC;
`;
}
