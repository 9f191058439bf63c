/** What `postBuild` puts in the place of `${NAME}`. */
export interface Variables {
  readonly values: ReadonlyMap<string, string>;
  /** Whether the tree has all of them; of others, as of a Secret, nobody knows the value: their `${NAME}` stays. */
  readonly complete: boolean;
}

/** One that has none inside of it. */
const REFERENCE = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-=])([^${}]*)|:(\d+)(?::(\d+))?)?\}/g;
const ESCAPED = '\u0000{';
/** How deep one may stand in the default of another (`${A:-${B:-c}}`). */
const DEPTH = 5;

/**
 * As Flux does after `kustomize build` (github.com/fluxcd/pkg/envsubst): `${NAME}`, `${NAME:-default}`, `${NAME:=default}`, `${NAME:position:length}`,
 * and `$${NAME}` for what is to stay. Other functions of envsubst are left as they stand.
 */
export function substituted(text: string, { values, complete }: Variables): string {
  let said = text.replaceAll('$${', ESCAPED);
  for (let pass = 0; pass < DEPTH; pass++) {
    const before = said;
    said = said.replace(
      REFERENCE,
      (whole, name: string, sign?: string, fallback = '', from?: string, length?: string) => {
        const value = values.get(name);
        if (value === undefined && !complete) return whole;
        if (from !== undefined)
          return (value ?? '').slice(Number(from), length === undefined ? undefined : Number(from) + Number(length));
        if (sign !== undefined && (value === undefined || (sign.startsWith(':') && value === ''))) return fallback;
        return value ?? '';
      },
    );
    if (said === before) break;
  }
  return said.replaceAll(ESCAPED, '${');
}

/** The names in a text. */
export function referredIn(text: string): Set<string> {
  return new Set([...text.matchAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)/g)].map(([, name]) => name as string));
}
