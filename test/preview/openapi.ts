/** What Kubernetes' OpenAPI (v3, of the API server) says of the fields of its objects, as far as a comparison has to know it. */
export interface Facts {
  /** Lists that are merged by key: `core.v1.PodSpec.containers`. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  /** Those that are one, and those of which a map holds many (`core.v1.ResourceRequirements.limits.*`). */
  readonly quantities: readonly string[];
  /** Maps of which people choose the keys. */
  readonly maps: readonly string[];
  /** Structures that are there even when nobody gave them: empty is absent. */
  readonly structures: readonly string[];
  /** Structures that may be absent: empty is something else. */
  readonly pointers: readonly string[];
}

interface Field {
  readonly type?: string;
  readonly default?: unknown;
  readonly $ref?: string;
  readonly allOf?: readonly Field[];
  readonly additionalProperties?: Field;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-patch-merge-key'?: string;
}

export type Definitions = Readonly<Record<string, { readonly properties?: Readonly<Record<string, Field>> }>>;

const PREFIX =
  /^io\.k8s\.(api|apimachinery\.pkg\.apis|kube-aggregator\.pkg\.apis|apiextensions-apiserver\.pkg\.apis)\./;
/** What a server says, what is only asked of it, what is on trial, what every object has. */
const LEFT_OUT =
  /v\d(alpha|beta)|Status\.|Review|List\.items$|JSONSchemaProps|^meta\.|^resource\.|^flowcontrol\.|^authentication\.|Event|CSIStorageCapacity|\.(metadata|spec|status)$|\.(creation|deletion)Timestamp$/;

export function factsOf(definitions: Definitions): Facts {
  const all = Object.entries(definitions).flatMap(([name, { properties = {} }]) =>
    Object.entries(properties).map(([field, of]) => [`${name.replace(PREFIX, '')}.${field}`, of] as const),
  );
  const fields = [...new Map(all)].filter(([name]) => !LEFT_OUT.test(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  const which = (is: (field: Field) => boolean) => fields.flatMap(([name, field]) => (is(field) ? [name] : []));
  const isStructure = (field: Field) =>
    !isQuantity(field) && /\.(v\d\.\w+)$/.test(refOf(field)) && !/Time$/.test(refOf(field));
  return {
    keys: Object.fromEntries(
      fields.flatMap(([name, field]) => (keysOf(field).length > 0 ? [[name, keysOf(field)]] : [])),
    ),
    quantities: [
      ...which(isQuantity),
      ...which(({ additionalProperties }) => isQuantity(additionalProperties ?? {})).map((name) => `${name}.*`),
    ],
    maps: which(({ type, additionalProperties }) => type === 'object' && additionalProperties !== undefined),
    structures: which((field) => isStructure(field) && JSON.stringify(field.default) === '{}'),
    pointers: which((field) => isStructure(field) && field.default === undefined),
  };
}

function keysOf(field: Field): readonly string[] {
  const merged = field['x-kubernetes-patch-merge-key'];
  return field['x-kubernetes-list-map-keys'] ?? (merged === undefined ? [] : [merged]);
}

function refOf({ $ref, allOf }: Field): string {
  return $ref ?? allOf?.[0]?.$ref ?? '';
}

function isQuantity(field: Field): boolean {
  return refOf(field).endsWith('.resource.Quantity');
}
