import { delivered } from './delivery/delivered';
import { withReleases } from './read/releases';
import { withValues } from './read/values';
import type { Side } from './side';

/** Both states as they arrive in a cluster, with what their releases take from other files and objects of the tree. */
export function prepared(before: Side, after: Side): readonly [Side, Side] {
  return withReleases(...withValues(...delivered(before, after)));
}
