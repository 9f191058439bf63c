import { finding } from '../diagnostics/finding';
import { storageClasses } from '../graph/orders';
import type { Check } from './check';

/** Claims for a storage class that neither the cluster has nor a component makes. */
export const storage: Check = ({ graph }) => {
  const known = [
    ...graph.clusters.flatMap(({ storageClasses }) => storageClasses),
    ...storageClasses(graph.objects, graph.releases).keys(),
  ];
  const asked = [
    ...graph.workloads.flatMap(({ path, volumes }) =>
      volumes.map(({ name, storageClass, at }) => ({ volume: `${path}/${name}`, storageClass, path, at })),
    ),
    ...[...graph.releases, ...graph.operands].flatMap(({ path, claims, at }) =>
      claims.map((storageClass) => ({ volume: path, storageClass, path, at })),
    ),
  ];
  return asked.flatMap(({ volume, storageClass, path, at }) =>
    storageClass === undefined || known.includes(storageClass)
      ? []
      : [finding('storage/unknown-class', { volume, storageClass, known }, { paths: [path], at })],
  );
};
