import type { Reach } from './change';
import type { Side } from './side';

/** Who may reach what, that could not before, and who no longer may. */
export function reachChanges(_before: Side, _after: Side): Reach[] {
  return [];
}
