export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Fields = { readonly [key: string]: Json };
export type Path = readonly (string | number)[];

/** One place in an object. */
export interface Site {
  readonly path: Path;
  /** The path with `[]` for every index: `spec.containers[].name`. */
  readonly where: string;
  readonly key: string | number;
  readonly value: Json;
}

export const isMap = (value: Json | undefined): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** Every place in an object, outer ones first. */
export function sites(object: Fields): Site[] {
  const found: Site[] = [];
  const visit = (value: Json, path: Path): void => {
    const key = path.at(-1);
    if (key !== undefined) found.push({ path, where: written(path), key, value });
    for (const [name, inner] of entriesOf(value)) visit(inner, [...path, name]);
  };
  visit(object, []);
  return found;
}

export function written(path: Path): string {
  return path
    .map((key) => (typeof key === 'number' ? '[]' : `.${key.includes('.') || key.includes('/') ? `'${key}'` : key}`))
    .join('')
    .replace(/^\./, '');
}

/** The value at a path; undefined where there is none. */
export function at(object: Json, path: Path): Json | undefined {
  return path.reduce<Json | undefined>((value, key) => (value as Record<string | number, Json> | null)?.[key], object);
}

/**
 * A copy in which the value at a path is another, or gone where `change` says undefined. What lies on the way is made;
 * an index past the end of a list appends.
 */
export function changed(object: Fields, path: Path, change: (value: Json | undefined) => Json | undefined): Fields {
  return edit(object, path, change) as Fields;
}

/** A copy with another value at a path. */
export function put(object: Fields, path: Path, value: Json): Fields {
  return changed(object, path, () => value);
}

function edit(
  value: Json | undefined,
  [key, ...rest]: Path,
  change: (value: Json | undefined) => Json | undefined,
): Json | undefined {
  if (key === undefined) return change(value);
  if (typeof key === 'number') {
    const list = [...((value as readonly Json[] | undefined) ?? [])];
    const inner = edit(list[key], rest, change);
    if (inner === undefined) list.splice(key, 1);
    else if (key >= list.length) list.push(inner);
    else list[key] = inner;
    return list;
  }
  const { [key]: old, ...others } = (value ?? {}) as Record<string, Json>;
  const inner = edit(old, rest, change);
  return inner === undefined ? others : { ...others, [key]: inner };
}

/** A copy in which a key has another name. */
export function renamed(object: Fields, path: Path, name: string): Fields {
  const value = at(object, path);
  return put(
    changed(object, path, () => undefined),
    [...path.slice(0, -1), name],
    value as Json,
  );
}

function entriesOf(value: Json): (readonly [string | number, Json])[] {
  if (Array.isArray(value)) return value.map((inner, i) => [i, inner] as const);
  return value !== null && typeof value === 'object' ? Object.entries(value) : [];
}
