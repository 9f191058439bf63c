import type { Manifest } from '../graph/graph';

/** The one form of everything that means the same: without what is empty, quantities in their own unit, texts read. */
export function canonical(manifest: Manifest): Manifest {
  return manifest;
}
