/** What `postBuild` puts in the place of `${NAME}`. */
export interface Variables {
  readonly values: ReadonlyMap<string, string>;
  /** Whether the tree has all of them; of others, as of a Secret, nobody knows the value: their `${NAME}` stays. */
  readonly complete: boolean;
}

const REFERENCE = /\$?\$\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-=])([^}]*)|:(\d+)(?::(\d+))?)?\}/g;

/**
 * As Flux does after `kustomize build` (github.com/fluxcd/pkg/envsubst): `${NAME}`, `${NAME:-default}`, `${NAME:=default}`, `${NAME:position:length}`,
 * and `$${NAME}` for what is to stay. Other functions of envsubst are left as they stand.
 */
export function substituted(text: string, { values, complete }: Variables): string {
  return text.replace(
    REFERENCE,
    (whole, name: string, sign?: string, fallback = '', from?: string, length?: string) => {
      if (whole.startsWith('$$')) return whole.slice(1);
      const value = values.get(name);
      if (value === undefined && !complete) return whole;
      if (from !== undefined)
        return (value ?? '').slice(Number(from), length === undefined ? undefined : Number(from) + Number(length));
      if (sign !== undefined && (value === undefined || (sign.startsWith(':') && value === ''))) return fallback;
      return value ?? '';
    },
  );
}

/** The names in a text. */
export function referredIn(text: string): Set<string> {
  return new Set([...text.matchAll(REFERENCE)].map(([, name]) => name as string));
}
