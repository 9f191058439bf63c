import { sortBy } from '../graph/sort';
import type { Comparison, ObjectChange, Relocation } from './change';
import { consequences } from './consequences';
import { nameOf } from './consequences/consequence';
import { hostChanges, unhosted } from './hosts';
import { identityOf } from './identity';
import { match } from './match';
import { reachChanges } from './network/reach';
import { objectChange } from './objects';
import type { Placed, Side } from './side';
import { compareTexts } from './texts';

/** match → compare → what it brings about: what changes between two states of an environment, and what that risks. Pure. */
export function compare(before: Side, after: Side): Comparison {
  const { pairs, added, removed } = match(before.objects, after.objects);
  const objects = [
    ...pairs.flatMap(([old, now]) => objectChange(old, now) ?? []),
    ...removed.flatMap((old) => objectChange(old, undefined) ?? []),
    ...added.flatMap((now) => objectChange(undefined, now) ?? []),
  ];
  const changed: Omit<Comparison, 'consequences'> = {
    environment: after.environment,
    objects: sortBy(objects, key),
    relocations: pairs.flatMap(([old, now]) => relocation(old, now)),
    texts: compareTexts(unhosted(before), unhosted(after)),
    hosts: hostChanges(before, after),
    reach: reachChanges(before, after),
    notes: [...new Set([...before.notes, ...after.notes])],
  };
  return { ...changed, consequences: consequences({ before, after, ...changed }) };
}

const key = ({ object }: ObjectChange): string => `${nameOf(object)} ${object.apiVersion}`;

function relocation(before: Placed, after: Placed): Relocation[] {
  if (before.file === after.file) return [];
  return [{ object: identityOf(after.manifest), from: before.file, to: after.file }];
}
