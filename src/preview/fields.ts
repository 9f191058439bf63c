import { isDeepStrictEqual } from 'node:util';
import type { FieldChange, Step } from './change';

/** What was set, taken away or set otherwise, by field, in the order of their names. Both are in canonical form. */
export function fieldChanges(before: unknown, after: unknown, path: readonly Step[] = []): FieldChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isMap(before) || !isMap(after)) return [{ path, before, after }];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => fieldChanges(before[key], after[key], [...path, key]));
}

function isMap(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
