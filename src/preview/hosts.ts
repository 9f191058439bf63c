import type { HostChange } from './change';
import type { Side } from './side';

/** What changes on the machines outside Kubernetes: files, commands that run again, units that restart. */
export function hostChanges(_before: Side, _after: Side): HostChange[] {
  return [];
}
