import { isDeepStrictEqual } from 'node:util';
import type { Manifest } from '../kubernetes/manifest';
import { canonical } from './canonical';
import type { ObjectChange, Step } from './change';
import { fieldChanges } from './fields';
import { identityOf, placeOf } from './match/identity';
import { baseOf } from './match/likeness';
import { CHART } from './read/charts';
import type { Placed } from './side';
import { inWords, type Veil } from './veil';

/** What became of an object; nothing where it means the same. */
export function objectChange(
  before: Placed | undefined,
  after: Placed | undefined,
  veil: Veil,
  spelled?: (path: readonly Step[]) => void,
): ObjectChange | undefined {
  const placed = after ?? before;
  if (!placed || isDeepStrictEqual(before?.manifest, after?.manifest)) return undefined;
  const seen = (one: Placed | undefined) =>
    one && (veil.hidden(canonical(one.manifest), one.manifest.kind) as Manifest);
  const [old, now] = [seen(before), seen(after)];
  const changes = old && now ? fieldChanges(old, now, spelled) : [];
  if (old && now && changes.length === 0) return undefined;
  const [was, object] = [before && after && identityOf(before.manifest), identityOf(placed.manifest)];
  const said = inWords({ before: old, after: now, fields: changes });
  return {
    what: whatBecame(before, after),
    object,
    ...(was && !isDeepStrictEqual(was, object) && { was }),
    ...(placed.component !== undefined && { component: placed.component }),
    file: placed.file,
    fields: said.fields,
    ...(said.before && { before: said.before }),
    ...(said.after && { after: said.after }),
  };
}

function whatBecame(before: Placed | undefined, after: Placed | undefined): ObjectChange['what'] {
  if (!before) return 'added';
  if (!after) return 'removed';
  if (placeOf(before.manifest) !== placeOf(after.manifest)) return 'moved';
  const [was, is] = [before.manifest.metadata.name, after.manifest.metadata.name];
  // A chart in another folder is installed under the same name.
  const isMovedChart = after.manifest.apiVersion === CHART && baseOf(was) === baseOf(is);
  return was === is || isMovedChart ? 'changed' : 'renamed';
}
