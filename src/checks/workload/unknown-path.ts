import { finding } from '../../diagnostics/finding';
import type { Check } from '../check';

/** Sidecars that share what their workload does not have. */
export const sidecars: Check = ({ graph }) =>
  graph.workloads.flatMap(({ name: workload, path, files, volumes, sidecars: all }) => {
    const known = [...files, ...volumes].map((mounted) => mounted.path).sort();
    return all.flatMap(({ name: sidecar, shares: paths, at }) =>
      paths
        .filter((shares) => !known.includes(shares))
        .map((shares) => finding('workload/unknown-path', { sidecar, workload, shares, known }, { paths: [path], at })),
    );
  });
