import { finding } from '../diagnostics/finding';
import type { Check } from './check';

/** Claims for a storage class that the cluster does not have. */
export const storage: Check = ({ graph }) => {
  const known = graph.clusters.flatMap(({ storageClasses }) => storageClasses);
  return graph.workloads.flatMap(({ path, volumes }) =>
    volumes.flatMap(({ name, storageClass, at }) =>
      storageClass === undefined || known.includes(storageClass)
        ? []
        : [finding('storage/unknown-class', { volume: `${path}/${name}`, storageClass, known }, { paths: [path], at })],
    ),
  );
};
