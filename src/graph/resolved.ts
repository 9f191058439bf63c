import type { CiphertextFile } from '../secrets/file';

/** Ciphertext that `steading secrets seal` put beside the program, by `namespace/name`. */
export type Sealed = ReadonlyMap<string, CiphertextFile>;
