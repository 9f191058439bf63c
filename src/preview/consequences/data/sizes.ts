/** Where custom resources say how large a volume is to be: a claim's request, or a field of the operator's own. */
const SIZES = [
  /(^|\.)requests\.storage$/,
  /(^|\.)(storage|walStorage|volume|dataVolume|logVolume)\.size$/,
  /(^|\.)diskSize$/,
  /(^|\.)persistence\.storage$/,
  /(^|\.)storage\.capacity$/,
];

/** The sizes of volumes that a spec asks for, by their fields: `storage.volumeClaimTemplate.spec.resources.requests.storage`. */
export function sizesIn(spec: unknown, path = '', found = new Map<string, string>()): Map<string, string> {
  if (Array.isArray(spec)) for (const [at, one] of spec.entries()) sizesIn(one, `${path}[${nameIn(one) ?? at}]`, found);
  else if (spec !== null && typeof spec === 'object')
    for (const [key, one] of Object.entries(spec)) sizesIn(one, path === '' ? key : `${path}.${key}`, found);
  else if (spec !== null && spec !== undefined && SIZES.some((size) => size.test(path))) found.set(path, String(spec));
  return found;
}

/** Members of lists have names, or claims with one. */
function nameIn(member: unknown): string | undefined {
  const { name, component, metadata } = (member ?? {}) as Record<string, unknown>;
  const found = name ?? component ?? (metadata as { name?: unknown } | undefined)?.name;
  return typeof found === 'string' ? found : undefined;
}
