import type { Manifest } from '../kubernetes/manifest';

export type Path = readonly string[];
type Tree = Readonly<Record<string, unknown>>;

/** Every value that is set, by its path. A list is one value; an empty map sets none, for Helm lays it over the chart's own. */
export function leaves(values: unknown, path: Path = []): Path[] {
  if (!isMap(values)) return [path];
  return Object.entries(values).flatMap(([key, child]) => leaves(child, [...path, key]));
}

/** The same values with another one at a path. */
export function changed(values: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined) return another(values);
  const map = isMap(values) ? values : {};
  return { ...map, [key]: changed(map[key], rest) };
}

/** Another value of the same kind, so that a template that reads it makes something else, or refuses it. */
function another(value: unknown): unknown {
  if (typeof value === 'string') return `${value}-steading`.replace(/^-/, '');
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value)) return value.length > 0 ? [] : ['steading'];
  return 'steading';
}

/** `a.b`, with quotes where a key has a dot. */
export function pathText(path: Path): string {
  return path.map((key) => (/[.\s]/.test(key) ? `"${key}"` : key)).join('.');
}

/** What a chart rendered, every scalar by its place. */
export type Scalars = ReadonlyMap<string, unknown>;

export function scalarsOf(objects: readonly Manifest[]): Scalars {
  const found = new Map<string, unknown>();
  const walk = (at: unknown, path: string): void => {
    if (at !== null && typeof at === 'object')
      for (const [key, child] of Object.entries(at)) walk(child, `${path}\0${key}`);
    else found.set(path, at);
  };
  for (const object of objects) {
    const { apiVersion, kind, metadata } = object;
    walk(object, [apiVersion, kind, metadata?.namespace, metadata?.name].join('/'));
  }
  return found;
}

/** Places whose values differ from one rendering to the next: passwords and certificates that a chart makes up. */
export function noise(one: Scalars, other: Scalars): ReadonlySet<string> {
  return new Set([...one.keys(), ...other.keys()].filter((path) => one.get(path) !== other.get(path)));
}

export function isSame(one: Scalars, other: Scalars, without: ReadonlySet<string>): boolean {
  const places = new Set([...one.keys(), ...other.keys()]);
  for (const place of places) if (!without.has(place) && one.get(place) !== other.get(place)) return false;
  return true;
}

function isMap(value: unknown): value is Tree {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
