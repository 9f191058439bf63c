import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresBackup } from '../../constructs/postgresql/backup';
import { Postgresql } from '../../constructs/postgresql/server';
import { Size } from '../../src';
import { CLUSTER } from '../invalid/props';
import { declare } from '../support/declare';

const { objects, graph } = declare((stack) => {
  const on = stack.cluster('pi', CLUSTER).namespace('holm', { traffic: 'denied' });
  const size = Size.gibibytes(1);
  const server = new Postgresql(stack, 'postgres', { on, version: '17.6', size });
  new PostgresBackup(stack, 'postgres-backup', { on, server, database: 'backups', size });
});

interface CronJob {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly schedule: string;
    readonly concurrencyPolicy: string;
    readonly jobTemplate: { spec: { template: { spec: { containers: { command: string[]; image: string }[] } } } };
  };
}
const jobs = objects.filter(({ kind }) => kind === 'CronJob') as unknown as CronJob[];
const container = (job: CronJob | undefined) => job?.spec.jobTemplate.spec.template.spec.containers[0];

describe('backups of PostgreSQL', () => {
  it('are made every night, never beside themselves, by programs of the server', () => {
    expect(jobs.map(({ metadata, spec }) => [metadata.name, spec.schedule, spec.concurrencyPolicy])).toEqual([
      ['postgres-backup', '0 2 * * *', 'Forbid'],
      ['postgres-backup-all', '30 2 * * *', 'Forbid'],
    ]);
    for (const job of jobs) expect(container(job)?.image).toBe('docker.io/library/postgres:17.6');
  });

  it('reach the server, and each has a volume of its own', () => {
    expect(graph.connections).toContainEqual(
      expect.objectContaining({ from: 'test/postgres-backup', to: 'test/postgres/postgres', why: 'dumps backups' }),
    );
    const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy').map(({ metadata }) => metadata.name);
    expect(policies).toEqual(expect.arrayContaining(['postgres-backup', 'postgres-backup-all']));
    const claims = objects.filter(({ kind }) => kind === 'PersistentVolumeClaim').map(({ metadata }) => metadata.name);
    expect(claims).toEqual(['postgres-backup-dumps', 'postgres-backup-all-dumps']);
  });

  it.each([
    ['ends well', 0, [/^backup_\d{8}_\d{6}\.sql$/]],
    ['breaks off', 1, [/^backup_20200101_020000\.sql$/, /^backup_\d{8}_\d{6}\.sql\.part$/]],
  ])('keep old dumps until a new one is whole: a dump that %s', (_, status, left) => {
    const folder = mkdtempSync(join(tmpdir(), 'steading-dump-'));
    const [dumps, bin] = [join(folder, 'backups'), join(folder, 'bin')];
    mkdirSync(dumps);
    mkdirSync(bin);
    writeFileSync(join(bin, 'pg_dump'), `#!/bin/sh\necho "-- $1"\nexit ${status}\n`);
    chmodSync(join(bin, 'pg_dump'), 0o755);
    const old = join(dumps, 'backup_20200101_020000.sql');
    writeFileSync(old, '');
    utimesSync(old, 1577836800, 1577836800);

    const script = container(jobs[0])?.command.at(-1)?.replaceAll('/backups', dumps) ?? '';
    const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
    expect(spawnSync('sh', ['-ec', script], { env }).status).toBe(status);
    const names = readdirSync(dumps).sort();
    expect(names).toHaveLength(left.length);
    for (const [i, form] of left.entries()) expect(names[i]).toMatch(form);
    rmSync(folder, { recursive: true });
  });
});
