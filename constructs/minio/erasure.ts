/** Sizes that an erasure set may have. MinIO takes sets of two and three too, which outlive one drive only. */
const LARGEST = 16;
const SMALLEST = 4;

/**
 * Drives of an erasure set, as MinIO chooses it for one pool: the largest number of drives that divides all of them and has as many of each server
 * (cmd/endpoint-ellipses.go, RELEASE.2025-04-08). Nothing if there is none.
 */
export function setSize(servers: number, volumes: number): number | undefined {
  const drives = servers * volumes;
  for (let size = Math.min(LARGEST, drives); size >= SMALLEST; size--) {
    const isEven = size > servers ? size % servers === 0 : servers % size === 0;
    if (drives % size === 0 && isEven) return size;
  }
  return undefined;
}

/** Drives of a set that may be lost, unless told otherwise (internal/config/storageclass). */
export function defaultParity(set: number): number {
  if (set < 6) return 2;
  return set < 8 ? 3 : 4;
}

/** Drives of a set that go with one server. */
export function shareOfServer(servers: number, set: number): number {
  return Math.max(1, set / servers);
}
