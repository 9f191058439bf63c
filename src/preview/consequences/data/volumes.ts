import { fields, items } from '../../../kubernetes/manifest';
import { isKept } from '../../../kubernetes/protection';
import type { Consequence } from '../consequence';
import { gone, type Judge, type Patched, patched } from '../judge';

/** Volumes that go, and policies that no longer keep them. */
export const volumes: Judge = (subject) => [
  ...gone(subject, '/PersistentVolume', 'longhorn.io/Volume').flatMap(({ says, object, manifest }) => {
    if (isKept(manifest)) return [];
    const policy = fields(manifest.spec).persistentVolumeReclaimPolicy ?? 'Retain';
    const what =
      object.kind === 'Volume'
        ? 'Longhorn deletes all replicas of it'
        : policy === 'Delete'
          ? 'the storage behind it is deleted (reclaim policy Delete)'
          : 'the storage behind it stays (reclaim policy Retain), and its claim is Lost';
    return [says('data/volume-removed', { what })];
  }),
  ...patched(subject, 'longhorn.io/Volume').flatMap(({ says, before: old, after: now }) => {
    const [before, after] = [old, now].map(({ spec }) => Number(fields(spec).numberOfReplicas ?? Number.NaN));
    return before !== undefined && after !== undefined && after < before
      ? [says('data/volume-copies-fewer', { before, after }, ['spec', 'numberOfReplicas'])]
      : [];
  }),
  ...LOWERED.flatMap(({ kinds, policies }) =>
    patched(subject, ...kinds).flatMap((one) => lowered(one, policies(one.before), policies(one.after))),
  ),
];

type Policies = Readonly<Record<string, unknown>>;

const LOWERED: readonly { kinds: readonly string[]; policies: (one: Patched['before']) => Policies }[] = [
  {
    kinds: ['/PersistentVolume'],
    policies: ({ spec }) => ({
      persistentVolumeReclaimPolicy: fields(spec).persistentVolumeReclaimPolicy ?? 'Retain',
    }),
  },
  { kinds: ['storage.k8s.io/StorageClass'], policies: ({ reclaimPolicy = 'Delete' }) => ({ reclaimPolicy }) },
  {
    kinds: ['apps/StatefulSet'],
    policies: ({ spec }) => {
      const { whenDeleted = 'Retain', whenScaled = 'Retain' } = fields(
        fields(spec).persistentVolumeClaimRetentionPolicy,
      );
      return { whenDeleted, whenScaled };
    },
  },
  { kinds: ['snapshot.storage.k8s.io/VolumeSnapshotClass'], policies: ({ deletionPolicy }) => ({ deletionPolicy }) },
  {
    kinds: ['kafka.strimzi.io/KafkaNodePool', 'kafka.strimzi.io/Kafka'],
    policies: ({ spec }) => {
      const { storage, kafka, zookeeper } = fields(spec);
      const all = [storage, fields(kafka).storage, fields(zookeeper).storage].flatMap((one) => [
        fields(one),
        ...items(fields(one).volumes),
      ]);
      return { deleteClaim: all.some(({ deleteClaim }) => deleteClaim === true) ? 'true' : 'false' };
    },
  },
];

function lowered({ says, change }: Patched, before: Policies, after: Policies): Consequence[] {
  return Object.keys(after).flatMap((field) => {
    const [old, now] = [before[field], after[field]];
    if (!['Retain', 'false'].includes(String(old)) || !['Delete', 'true'].includes(String(now))) return [];
    const params = { field, before: String(old), after: String(now) };
    const paths = change.fields.map(({ path }) => path).filter((path) => path.includes(field));
    return [says('data/reclaim-lowered', params, { fields: paths })];
  });
}
