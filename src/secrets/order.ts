import { compare, groupBy } from '../base/sort';
import { type Contract, type Key, keyId, keysOf, referencesOf } from './contract';

/** The keys of the contracts such that each follows what it is made from, and the routes of those that never can. */
export interface MakingOrder {
  readonly order: readonly Key[];
  readonly cycles: readonly (readonly string[])[];
}

/** Linear in keys and references; a reference to a key that is not there orders nothing. */
export function makingOrder(contracts: readonly Contract[]): MakingOrder {
  const keys = keysOf(contracts);
  const known = new Set(keys.map(({ id }) => id));
  const needs = new Map(
    keys.map(({ id, source }) => [
      id,
      referencesOf(source)
        .map(keyId)
        .filter((need) => known.has(need)),
    ]),
  );
  const neededBy = groupBy(
    keys.flatMap((key) => (needs.get(key.id) ?? []).map((need) => ({ need, key }))),
    ({ need }) => need,
  );
  const open = new Map(keys.map(({ id }) => [id, needs.get(id)?.length ?? 0]));
  const order = keys.filter(({ id }) => open.get(id) === 0);
  for (const { id } of order) {
    for (const { key } of neededBy.get(id) ?? []) {
      const left = (open.get(key.id) ?? 0) - 1;
      open.set(key.id, left);
      if (left === 0) order.push(key);
    }
  }
  const stuck = new Map([...needs].filter(([id]) => (open.get(id) ?? 0) > 0));
  return { order, cycles: cyclesOf(stuck) };
}

/** Walks from each stuck key to one that it waits for, until the route meets itself. */
function cyclesOf(stuck: ReadonlyMap<string, readonly string[]>): string[][] {
  const seen = new Set<string>();
  const cycles: string[][] = [];
  for (const start of stuck.keys()) {
    const route = new Map<string, number>();
    let at: string | undefined = start;
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      route.set(at, route.size);
      at = stuck.get(at)?.find((need) => stuck.has(need));
    }
    const from = at === undefined ? undefined : route.get(at);
    if (from !== undefined) cycles.push(turned([...route.keys()].slice(from)));
  }
  return cycles;
}

/** A cycle has no first key: begin, and end, with the one that sorts first. */
function turned(loop: string[]): string[] {
  const first = loop.indexOf([...loop].sort(compare)[0] ?? '');
  const route = [...loop.slice(first), ...loop.slice(0, first)];
  return [...route, ...route.slice(0, 1)];
}
