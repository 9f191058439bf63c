export type Fields = Readonly<Record<string, unknown>>;

/** A map; an empty one for what is none. */
export function fields(value: unknown): Fields {
  return isMap(value) ? value : {};
}

/** The maps of a list; an empty one for each member that is none. */
export function items(value: unknown): Fields[] {
  if (!Array.isArray(value)) return [];
  return value.every(isMap) ? value : value.map(fields);
}

function isMap(value: unknown): value is Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
