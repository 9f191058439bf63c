import { type Finding, finding } from '../../diagnostics/finding';
import type { Check } from '../check';
import { objectsOf } from '../objects-of';
import { cronProblem } from './cron';

/** CronJobs that the API server refuses for their schedule or their time zone. */
export const schedules: Check = ({ graph, artifacts }) =>
  objectsOf(graph, artifacts, 'CronJob').flatMap(({ object, spec, subject }): Finding[] => {
    const { schedule, timeZone } = spec;
    const problem = typeof schedule === 'string' ? cronProblem(schedule) : undefined;
    const isUnknown = typeof timeZone === 'string' && !isZone(timeZone);
    return [
      ...(problem ? [finding('workload/bad-schedule', { object, schedule: String(schedule), problem }, subject)] : []),
      ...(isUnknown ? [finding('workload/unknown-zone', { object, zone: timeZone }, subject)] : []),
    ];
  });

/** Kubernetes looks it up among files, by its letters as they are. */
function isZone(zone: string): boolean {
  if (/^local$/i.test(zone) || /^[a-z+-]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
