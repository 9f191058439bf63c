import { MERGED } from './list-keys';
import { type Fields, isMap, own } from './manifest';

/**
 * A strategic merge, as `kubectl patch` makes it of built-in kinds: maps are merged, `null` removes a field, lists whose members have a key
 * (containers, volumes, env) are merged member by member, and all other lists are replaced.
 */
export function merged<T extends Fields>(object: T, patch: Fields): T {
  const all: Record<string, unknown> = { ...object };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete all[key];
    else if (value !== undefined) all[key] = mergedField(key, own(object, key), value);
  }
  return all as T;
}

function mergedField(key: string, before: unknown, patch: unknown): unknown {
  if (isMap(patch)) return merged(isMap(before) ? before : {}, patch);
  if (!Array.isArray(patch) || !Array.isArray(before)) return patch;
  const [by] =
    MERGED.get(key)?.find(([first = '']) => [...before, ...patch].every((one) => own(one, first) !== undefined)) ?? [];
  if (by === undefined) return patch;
  const known = before.map((one) => {
    const change = patch.find((other) => own(other, by) === own(one, by));
    return change === undefined ? one : merged(one as Fields, change as Fields);
  });
  return [...known, ...patch.filter((one) => !before.some((other) => own(other, by) === own(one, by)))];
}
