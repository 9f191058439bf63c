import { finding } from '../../diagnostics/finding';
import { storageClasses } from '../../graph/orders';
import { squashOf } from '../../model/storage-class';
import type { Check } from '../check';

/** Claims for a storage class that neither the cluster has nor a component makes; owners of files that a class makes somebody else's. */
export const storage: Check = (subject) => [...unknown(subject), ...squashed(subject)];

const unknown: Check = ({ graph }) => {
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

/** Programs that refuse files which are not their own user's, on an export that has but one. */
const squashed: Check = ({ graph }) => {
  const squashes = new Map(graph.objects.map(({ manifest }) => [manifest.metadata.name, squashOf(manifest)]));
  const [usual] = graph.clusters.flatMap(({ storageClasses: [first] }) => first ?? []);
  return graph.workloads.flatMap(({ path, volumes, user }) =>
    volumes.flatMap(({ name, owned, size, storageClass = usual, at }) => {
      const squash = size !== undefined && storageClass !== undefined && owned ? squashes.get(storageClass) : undefined;
      if (!squash || !storageClass || user?.uid === squash.uid) return [];
      const params = { volume: `${path}/${name}`, storageClass, squash, runs: user?.uid };
      return [finding('storage/squashed-owner', params, { paths: [path], at })];
    }),
  );
};
