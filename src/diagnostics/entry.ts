export type Severity = 'error' | 'warning';

/** What is known of one mistake. `message` says what is wrong, `fix` what to do; both are lower case and have no final stop. */
export interface Entry<P> {
  readonly severity: Severity;
  readonly message: (params: P) => string;
  readonly fix: (params: P) => string;
  /** What `steading check --explain CODE` prints: why it matters, and where that is known from. */
  readonly explain: string;
}

export function error<P>(entry: Omit<Entry<P>, 'severity'>): Entry<P> {
  return { severity: 'error', ...entry };
}

export function warning<P>(entry: Omit<Entry<P>, 'severity'>): Entry<P> {
  return { severity: 'warning', ...entry };
}

/** `a, b and c`. */
export function list(names: readonly string[], word: 'and' | 'or' = 'and'): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
}

/** `1 file`, `2 files`. */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
