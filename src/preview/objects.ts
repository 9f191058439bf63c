import type { Manifest } from '../graph/graph';
import { canonical } from './canonical';
import type { ObjectChange } from './change';
import { fieldChanges } from './fields';
import { identityOf } from './identity';
import type { Placed } from './side';
import { veiled } from './veil';

/** What became of an object; nothing where it means the same. */
export function objectChange(before: Placed | undefined, after: Placed | undefined): ObjectChange | undefined {
  const placed = after ?? before;
  if (!placed) return undefined;
  const [old, now] = veiled(before && canonical(before.manifest), after && canonical(after.manifest));
  const fields = old && now ? fieldChanges(old, now) : [];
  if (old && now && fields.length === 0) return undefined;
  return {
    what: whatBecame(before, after),
    object: identityOf(placed.manifest),
    ...(before && after && { was: identityOf(before.manifest) }),
    ...(placed.component !== undefined && { component: placed.component }),
    file: placed.file,
    fields,
    ...(old && { before: old as Manifest }),
    ...(now && { after: now as Manifest }),
  };
}

function whatBecame(before: Placed | undefined, after: Placed | undefined): ObjectChange['what'] {
  if (!before) return 'added';
  if (!after) return 'removed';
  const [old, now] = [before.manifest.metadata, after.manifest.metadata];
  if (old.namespace !== now.namespace) return 'moved';
  return old.name === now.name ? 'changed' : 'renamed';
}
