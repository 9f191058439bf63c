import { isDeepStrictEqual } from 'node:util';
import { compare } from '../../base/sort';
import { isMap, own } from '../../kubernetes/manifest';
import type { FieldChange, Step } from '../change';
import { readAlike } from '../inside';
import { type Keyed, keyed, keyOf } from './lists';

type Path = readonly Step[];

/** What was set, taken away or set otherwise, by field, in the order of their names. Both are in canonical form. */
export function fieldChanges(before: unknown, after: unknown, spelled?: (path: Path) => void): FieldChange[] {
  return new Walk(spelled).values(before, after, []);
}

class Walk {
  /** Told of every text that is written otherwise and means the same. */
  constructor(private readonly spelled: (path: Path) => void = () => undefined) {}

  values(before: unknown, after: unknown, path: Path): FieldChange[] {
    if (isDeepStrictEqual(before, after)) return [];
    if (isMap(before) && isMap(after)) return this.maps(before, after, path);
    if (Array.isArray(before) && Array.isArray(after)) return this.lists(before, after, path);
    if (typeof before === 'string' && typeof after === 'string') return this.texts(before, after, path);
    return [{ path, before, after }];
  }

  private maps(before: object, after: object, path: Path): FieldChange[] {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compare);
    return keys.flatMap((key) => this.values(own(before, key), own(after, key), [...path, key]));
  }

  private lists(before: readonly unknown[], after: readonly unknown[], path: Path): FieldChange[] {
    const told = keyed(nameOf(path), before, after);
    if (told) return this.members(before, after, path, told);
    const others = before.filter((one, place) => !isDeepStrictEqual(one, after[place]));
    const isSame = before.length === after.length && others.length <= Math.max(1, before.length / 2);
    if (!isSame || ![...before, ...after].every(isMap)) return [{ path, before, after }];
    return before.flatMap((one, place) => this.values(one, after[place], [...path, place]));
  }

  private members(
    before: readonly unknown[],
    after: readonly unknown[],
    path: Path,
    { keys, ordered }: Keyed,
  ): FieldChange[] {
    const index = (list: readonly unknown[]) => new Map(list.map((one) => [print(one, keys), one]));
    const [old, now] = [index(before), index(after)];
    const names = [...old.keys(), ...[...now.keys()].filter((name) => !old.has(name))];
    const changed = names.flatMap((name) =>
      this.values(old.get(name), now.get(name), [...path, { by: keyOf(now.get(name) ?? old.get(name), keys) }]),
    );
    const left = names.filter((name) => now.has(name));
    const turned = !isDeepStrictEqual(left, [...now.keys()]);
    if (!turned || !(ordered || refersBack(after, left, [...now.keys()]))) return changed;
    const order = (list: readonly unknown[]) => list.map((one) => Object.values(keyOf(one, keys)).join(' '));
    return [...changed, { path: [...path, { order: keys }], before: order(before), after: order(after) }];
  }

  private texts(before: string, after: string, path: Path): FieldChange[] {
    const read = readAlike(before, after, nameOf(path));
    if (!read || Array.isArray(read.before) !== Array.isArray(read.after)) return [{ path, before, after }];
    const changes = this.values(read.before, read.after, [...path, { inside: read.form }]);
    if (changes.length === 0) this.spelled(path);
    return changes;
  }
}

function print(member: unknown, keys: readonly string[]): string {
  return JSON.stringify(keyOf(member, keys));
}

/** The field that a path leads to; members of a list have its name. */
function nameOf(path: Path): string {
  return (path.findLast((step) => typeof step === 'string') as string | undefined) ?? '';
}

const REFERENCE = /\$\(([^)]+)\)/g;

/** Variables may refer to those that stand before them: their order counts where one of them changes places with what it refers to. */
function refersBack(members: readonly unknown[], before: readonly string[], after: readonly string[]): boolean {
  const print = (name: unknown) => JSON.stringify({ name });
  const place = (names: readonly string[]) => new Map(names.map((name, at) => [name, at]));
  const [old, now] = [place(before), place(after)];
  return members.some((member) => {
    const [name, value] = [print(own(member, 'name')), own(member, 'value')];
    if (typeof value !== 'string') return false;
    return [...value.matchAll(REFERENCE)].some(([, other]) => {
      const at = print(other);
      const precedes = (places: ReadonlyMap<string, number>) => (places.get(at) ?? -1) < (places.get(name) ?? -1);
      return now.has(at) && precedes(old) !== precedes(now);
    });
  });
}
