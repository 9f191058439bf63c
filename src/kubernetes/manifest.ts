/** An object of Kubernetes as its YAML has it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

export type Fields = Readonly<Record<string, unknown>>;

/** The value itself if it is a map, else an empty map. */
export function fields(value: unknown): Fields {
  return isMap(value) ? value : {};
}

/** The members of a list, with an empty map in place of each that is no map; none if the value is no list. */
export function items(value: unknown): Fields[] {
  if (!Array.isArray(value)) return [];
  return value.every(isMap) ? value : value.map(fields);
}

/** Whether a value is a map, and not a list. */
export function isMap(value: unknown): value is Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** The map at a path of an object; an empty one where there is none. */
export function at(object: unknown, ...path: readonly string[]): Fields {
  return path.reduce((value, key) => fields(value[key]), fields(object));
}

/** A field of a map. What every JavaScript object inherits is no field. */
export function own(map: unknown, key: string): unknown {
  return isMap(map) && Object.hasOwn(map, key) ? map[key] : undefined;
}
