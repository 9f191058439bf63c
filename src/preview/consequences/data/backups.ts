import type { Manifest } from '../../../kubernetes/manifest';
import { fields } from '../../../kubernetes/manifest';
import { isKept } from '../../../kubernetes/protection';
import { gone, type Judge, patched } from '../judge';

const KINDS = ['longhorn.io/RecurringJob', 'velero.io/Schedule', 'postgresql.cnpg.io/ScheduledBackup', 'batch/CronJob'];

/** Backups that are no longer made, or kept for a shorter time. */
export const backups: Judge = (subject) => [
  ...gone(subject, ...KINDS).flatMap(({ says, manifest }) => {
    const what = madeBy(manifest);
    if (what === undefined || isKept(manifest)) return [];
    return [says('data/backup-removed', { what })];
  }),
  ...patched(subject, ...KINDS).flatMap(({ says, before, after }) => {
    if (madeBy(before) === undefined) return [];
    const [old, now] = [fields(before.spec), fields(after.spec)];
    const isSuspended = [now.suspend, now.paused].includes(true) && ![old.suspend, old.paused].includes(true);
    const lowered = ['retain', 'ttl'].flatMap((field) => {
      const [was, is] = [
        spanOf(fields(old.template)[field] ?? old[field]),
        spanOf(fields(now.template)[field] ?? now[field]),
      ];
      return is < was ? [{ field, before: shownSpan(old, field), after: shownSpan(now, field) }] : [];
    });
    return [
      ...(isSuspended ? [says('data/backup-suspended', {}, [])] : []),
      ...lowered.map((params) => says('data/backup-retention', params, [])),
    ];
  }),
];

/** Whether it makes backups at all. */
export function madeBy({ kind, metadata, spec }: Manifest): string | undefined {
  const { cron, task, schedule } = fields(spec);
  if (kind === 'RecurringJob')
    return /backup|snapshot/.test(String(task)) ? `Longhorn makes no more ${task}s by it (${cron})` : undefined;
  if (kind === 'CronJob')
    return /backup|dump|snapshot/i.test(metadata.name) ? `it made one by '${schedule}'` : undefined;
  return `it made one by '${schedule}'`;
}

function shownSpan(spec: Record<string, unknown>, field: string): string {
  return String(fields(spec.template)[field] ?? spec[field] ?? 'no limit');
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** A number, or a duration of Go. */
function spanOf(value: unknown): number {
  if (value === undefined) return Number.POSITIVE_INFINITY;
  if (typeof value === 'number') return value;
  const parts = [...String(value).matchAll(/(\d+(?:\.\d+)?)([smhd])/g)];
  return parts.reduce((sum, [, digits, unit]) => sum + Number(digits) * (SECONDS[unit ?? ''] ?? 0), 0);
}
