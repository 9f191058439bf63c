import type { Progress } from '../build';

/** A package of a registry that holds CustomResourceDefinitions. */
export interface Source {
  /** The package and its version, for people. */
  readonly name: string;
  /** Whether it defines a kind, as `<group>/<kind>`. */
  has(kind: string): boolean;
  /** The path of a file that defines the kind, in the cache. Throws where the package cannot be had, and says why. */
  file(kind: string, say: Progress): Promise<string>;
}
