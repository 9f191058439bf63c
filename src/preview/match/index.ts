import { groupBy, sortBy } from '../../base/sort';
import type { Placed } from '../side';
import { idOf } from './identity';
import { alike } from './likeness';

type Pair = readonly [before: Placed, after: Placed];

export interface Matched {
  readonly pairs: readonly Pair[];
  readonly added: readonly Placed[];
  readonly removed: readonly Placed[];
}

/** Who is who: by group, kind, namespace and name; what is then left over, by its likeness. */
export function match(before: readonly Placed[], after: readonly Placed[]): Matched {
  const [old, now] = [byId(before), byId(after)];
  const same = [...now].flatMap(([id, placed]) => namesakes(old.get(id) ?? [], placed));
  const [known, found] = [new Set(same.map(([one]) => one)), new Set(same.map(([, one]) => one))];
  const [removed, added] = [rest(old, known), rest(now, found)];
  const like = alike(removed, added);
  const [gone, come] = [new Set(like.map(([one]) => one)), new Set(like.map(([, one]) => one))];
  return {
    pairs: [...same, ...like],
    added: added.filter((one) => !come.has(one)),
    removed: removed.filter((one) => !gone.has(one)),
  };
}

/** Objects that stand in several places of one side: base and patch, or a mistake. */
export function repeated(objects: readonly Placed[]): (readonly Placed[])[] {
  return sortBy([...byId(objects)], ([id]) => id).flatMap(([, placed]) => (placed.length > 1 ? [placed] : []));
}

function byId(objects: readonly Placed[]): Map<string, Placed[]> {
  return groupBy(objects, ({ manifest }) => idOf(manifest));
}

/** Those of one name in both: of several, first those of one file, then one after the other. */
function namesakes(before: readonly Placed[], after: readonly Placed[]): Pair[] {
  if (before.length === 1 && after.length === 1) return [[before[0] as Placed, after[0] as Placed]];
  const free = new Set(before);
  const take = (now: Placed, fits: (old: Placed) => boolean): Pair[] => {
    const old = [...free].find(fits);
    if (!old) return [];
    free.delete(old);
    return [[old, now]];
  };
  const found: Pair[] = [];
  const rest = () => after.filter((now) => found.every(([, one]) => one !== now));
  const inPlace = (old: Placed, now: Placed) => old.file === now.file;
  const bySame = (old: Placed, now: Placed) => inPlace(old, now) && old.broughtBy?.file === now.broughtBy?.file;
  for (const fits of [bySame, inPlace, () => true])
    for (const now of rest()) found.push(...take(now, (old) => fits(old, now)));
  return found;
}

function rest(all: ReadonlyMap<string, readonly Placed[]>, found: ReadonlySet<Placed>): Placed[] {
  return [...all.values()].flat().filter((placed) => !found.has(placed));
}
