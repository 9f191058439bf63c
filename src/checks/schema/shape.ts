/**
 * What a validator has asked objects of one kind for, place by place. The validators pass over fields that they do not know, but they ask
 * for all that they do: a field that nobody ever asks for is one that the kind does not have.
 */
export interface Shape {
  readonly asked: Set<string>;
  /** It was asked for all its keys: a map, whose keys people choose. */
  open: boolean;
  /** A validator has seen it, and asked for what it is ever going to ask for. */
  settled: boolean;
  readonly inside: Map<string, Shape>;
}

/** Every member of a list or map is looked at alike. */
const MEMBER = '*';

export function newShape(): Shape {
  return { asked: new Set(), open: false, settled: false, inside: new Map() };
}

/** The object, with every question noted in the shape. */
export function watched(value: object, shape: Shape): object {
  shape.settled = true;
  return new Proxy(value, {
    get(target, key) {
      const inner = Reflect.get(target, key);
      if (typeof key !== 'string') return inner;
      if (!isMemberOf(target, shape)) shape.asked.add(key);
      return isObject(inner) ? watched(inner, insideOf(shape, target, key)) : inner;
    },
    ownKeys(target) {
      shape.open = true;
      return Reflect.ownKeys(target);
    },
  });
}

/** Nothing in the object is new to the shape, and nothing unknown. */
export function knows(shape: Shape, value: object): boolean {
  if (!shape.settled) return false;
  if (isAnything(shape, value)) return true;
  const member = isMemberOf(value, shape);
  for (const key of Object.keys(value)) {
    if (!member && !shape.asked.has(key)) return false;
    const inner = (value as Readonly<Record<string, unknown>>)[key];
    if (!isObject(inner)) continue;
    const next = shape.inside.get(member ? MEMBER : key);
    if (!next || !knows(next, inner)) return false;
  }
  return true;
}

/** Fields that nobody asked for, with those that are known beside them. */
export function unread(value: object, shape: Shape, path: string): { field: string; known: readonly string[] }[] {
  if (isAnything(shape, value)) return [];
  const member = isMemberOf(value, shape);
  return Object.entries(value).flatMap(([key, inner]) => {
    const field = path === '' ? key : `${path}.${key}`;
    if (!member && !shape.asked.has(key)) return [{ field, known: [...shape.asked].sort() }];
    const next = shape.inside.get(member ? MEMBER : key);
    return isObject(inner) && next ? unread(inner, next, field) : [];
  });
}

/** An object of which nothing was asked may hold anything. */
function isAnything({ asked, open }: Shape, value: object): boolean {
  return asked.size === 0 && !open && !Array.isArray(value);
}

function insideOf(shape: Shape, value: object, key: string): Shape {
  const name = isMemberOf(value, shape) ? MEMBER : key;
  const known = shape.inside.get(name) ?? newShape();
  shape.inside.set(name, known);
  return known;
}

function isMemberOf(value: object, shape: Shape): boolean {
  return Array.isArray(value) || shape.open;
}

function isObject(value: unknown): value is object {
  return value !== null && typeof value === 'object';
}
