/** How much a code matters, in the words of SARIF. A mistake is never a `note`. */
export type Level = 'error' | 'warning' | 'note';
export type Severity = Exclude<Level, 'note'>;

/**
 * What a code stands for: a mistake that `check` reports, or a consequence that `diff` reports. `message` says what is wrong or what
 * happens, `fix` what to do about it; both are lower case and have no final stop.
 */
export interface Entry<P, L extends Level = Level> {
  readonly level: L;
  readonly message: (params: P) => string;
  readonly fix: (params: P) => string;
  /** What `steading check --explain CODE` prints: why it matters, and the source of what it states. */
  readonly explain: string;
}

type Texts<P> = Omit<Entry<P>, 'level'>;

export function error<P>(texts: Texts<P>): Entry<P, 'error'> {
  return { level: 'error', ...texts };
}

export function warning<P>(texts: Texts<P>): Entry<P, 'warning'> {
  return { level: 'warning', ...texts };
}

export function note<P>(texts: Texts<P>): Entry<P, 'note'> {
  return { level: 'note', ...texts };
}

/** The parameters of an entry. */
export type ParamsOf<E> = E extends Entry<infer P> ? P : never;

/** The texts of an entry for these parameters. */
export function worded<P>({ message, fix }: Entry<P>, params: P): { readonly message: string; readonly fix: string } {
  return { message: message(params), fix: fix(params) };
}

/** `a, b and c`. */
export function list(names: readonly string[], word: 'and' | 'or' = 'and'): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
}

/** `1 file`, `2 files`. */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
