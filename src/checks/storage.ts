import { finding } from '../diagnostics/finding';
import { storageClasses } from '../graph/orders';
import type { Check } from './check';

/** Claims for a storage class that neither the cluster has nor a component makes. */
export const storage: Check = ({ graph }) => {
  const known = [
    ...graph.clusters.flatMap(({ storageClasses }) => storageClasses),
    ...storageClasses(graph.objects, graph.releases).keys(),
  ];
  return graph.workloads.flatMap(({ path, volumes }) =>
    volumes.flatMap(({ name, storageClass, at }) =>
      storageClass === undefined || known.includes(storageClass)
        ? []
        : [finding('storage/unknown-class', { volume: `${path}/${name}`, storageClass, known }, { paths: [path], at })],
    ),
  );
};
