import { MERGED } from '../../kubernetes/list-keys';
import { fields, isMap, own } from '../../kubernetes/manifest';

/** Members of two lists by the fields that tell them apart, and whether their order means something. */
export interface Keyed {
  readonly keys: readonly string[];
  readonly ordered: boolean;
}

/** One after the other, as they stand. */
const IN_TURN = new Set(['initContainers']);

/** What tells members apart in lists of others, the most usual name first. */
const NAMES = [
  'name',
  'metadata.name',
  'key',
  'id',
  'host',
  'hostname',
  'path',
  'ip',
  'alert',
  'record',
  'match',
  'type',
];

/** How the members of both lists are told apart; nothing where they are not. */
export function keyed(name: string, before: readonly unknown[], after: readonly unknown[]): Keyed | undefined {
  if (![...before, ...after].every(isMap)) return undefined;
  const tell = (keys: readonly string[]) => [before, after].every((list) => areTold(list, keys));
  const merged = MERGED.get(name)?.find(tell);
  if (merged) return { keys: merged, ordered: IN_TURN.has(name) };
  const named = NAMES.find((key) => tell([key])) ?? ownName(before).find((key) => tell([key]));
  return named === undefined ? undefined : { keys: [named], ordered: true };
}

/** By which fields a member is known. */
export function keyOf(member: unknown, keys: readonly string[]): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = fieldOf(member, key);
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

/** `model_name`, `jobName`: of the fields of the first member. */
function ownName([first]: readonly unknown[]): string[] {
  return Object.keys(fields(first)).filter((key) => /(_name|Name|_id|Id)$/.test(key));
}

function areTold(list: readonly unknown[], keys: readonly string[]): boolean {
  const seen = new Set<string>();
  for (const member of list) {
    const key = JSON.stringify(keyOf(member, keys));
    if (fieldOf(member, keys[0] ?? '') === undefined || seen.has(key)) return false;
    seen.add(key);
  }
  return true;
}

function fieldOf(member: unknown, key: string): string | number | undefined {
  const value = key.split('..').reduce<unknown>((inner, step) => own(inner, step), member);
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string')) return undefined;
  return [...value].sort().join(',');
}
