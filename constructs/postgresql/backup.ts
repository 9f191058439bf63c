import { Component, Cpu, type Namespace, Size, type Stack, Workload } from '../../src';
import type { Postgresql } from './server';

export interface PostgresBackupProps {
  readonly on: Namespace;
  readonly server: Postgresql;
  /** Database that is dumped by itself, beside the dump of all. */
  readonly database: string;
  /** Room for the dumps of either kind. */
  readonly size: Size;
  /** How many days dumps are kept. @default 14 */
  readonly days?: number;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
}

/**
 * Dumps of PostgreSQL, every night: one database by `pg_dump`, and all with their users by `pg_dumpall`, each on a volume of its own.
 *
 * They run as the server's image does, as uid 999, and have its version: an older pg_dump refuses a newer server.
 */
export class PostgresBackup extends Component {
  constructor(
    stack: Stack,
    id: string,
    private readonly props: PostgresBackupProps,
  ) {
    super(stack, id);
    const { database } = props;
    this.nightly(id, { minute: 0, prefix: 'backup', dump: `pg_dump ${database}`, why: `dumps ${database}` });
    this.nightly(`${id}-all`, { minute: 30, prefix: 'full_backup', dump: 'pg_dumpall', why: 'dumps all databases' });
  }

  private nightly(name: string, { minute, prefix, dump, why }: Dump): void {
    const { on, server, size, storageClass, days = 14 } = this.props;
    const job = new Workload(this, name, {
      on,
      kind: 'CronJob',
      schedule: `${minute} 2 * * *`,
      image: server.image,
      user: { uid: 999, gid: 999 },
      command: ['sh', '-ec', script({ prefix, dump, days })],
      resources: { cpu: Cpu.millis(50), memory: Size.mebibytes(64), memoryLimit: Size.mebibytes(256) },
    });
    const { host, port } = job.connect(server.postgres, why);
    job.env({ PGHOST: host, PGPORT: String(port), PGUSER: 'postgres', PGPASSWORD: server.password });
    job.volume('dumps', { path: '/backups', size, ...(storageClass && { storageClass }) });
  }
}

interface Dump {
  readonly minute: number;
  /** What its files begin with, as section 4.1 of the runbook has it. */
  readonly prefix: string;
  readonly dump: string;
  readonly why: string;
}

/** A dump that broke off has another name, and old ones go only once a new one is there. */
function script({ prefix, dump, days }: { prefix: string; dump: string; days: number }): string {
  return `file=/backups/${prefix}_$(date +%Y%m%d_%H%M%S).sql
rm -f /backups/*.part
${dump} > "$file.part"
mv "$file.part" "$file"
find /backups -name '${prefix}_*.sql' -mtime +${days} -delete`;
}
