import type { Level } from './consequence';

/** What is known of one consequence. Texts are lower case and have no final stop. */
export interface Entry<P> {
  readonly level: Level;
  readonly message: (params: P) => string;
  readonly advice: (params: P) => string;
  /** Why it happens, and where that is known from: what `steading check --explain CODE` prints. */
  readonly explain: string;
}

export function entry<P>(entry: Entry<P>): Entry<P> {
  return entry;
}
