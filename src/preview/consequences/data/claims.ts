import { sizeOf } from '../../../kubernetes/claims';
import type { Manifest } from '../../../kubernetes/manifest';
import { type Fields, fields } from '../../../kubernetes/manifest';
import { isKept } from '../../../kubernetes/protection';
import { amount } from '../../../kubernetes/quantities';
import type { Consequence } from '../consequence';
import { gone, type Judge, patched, type Subject } from '../judge';
import { State } from '../state';

/** Claims that go, or ask for less. */
export const claims: Judge = (subject) => {
  const state = State.of(subject.before);
  const removed = gone(subject, '/PersistentVolumeClaim').flatMap(({ says, manifest }) => {
    if (isKept(manifest)) return [];
    const params = { size: String(sizeOf(manifest) ?? 'of no stated size'), fate: fateOf(manifest, state) };
    return [says('data/claim-removed', params)];
  });
  const shrunk = patched(subject, '/PersistentVolumeClaim').flatMap(({ says, before, after }) => {
    const [old, now] = [sizeOf(before), sizeOf(after)];
    if (!((amount(now) ?? 0) < (amount(old) ?? 0))) return [];
    const params = { before: String(old), after: String(now) };
    return [says('data/claim-shrunk', params, ['spec', 'resources'])];
  });
  return [...removed, ...shrunk, ...smaller(subject)];
};

/** Custom resources whose size is that of a volume. */
const SIZED: Readonly<Record<string, (spec: Fields) => Fields>> = {
  'longhorn.io/Volume': ({ size }) => ({ size }),
};

function smaller(subject: Subject): Consequence[] {
  return Object.entries(SIZED).flatMap(([kind, sizes]) =>
    patched(subject, kind).flatMap(({ says, before, after }) => {
      const [old, now] = [sizes(fields(before.spec)), sizes(fields(after.spec))];
      return Object.keys(old).flatMap((field) => {
        if (!((amount(now[field]) ?? Number.POSITIVE_INFINITY) < (amount(old[field]) ?? 0))) return [];
        const params = { field, before: String(old[field]), after: String(now[field]) };
        const changed = ['spec', ...field.split('.')];
        return [says('data/volume-shrunk', params, changed)];
      });
    }),
  );
}

/** What becomes of its volume, as far as the tree says it. */
function fateOf({ spec }: Manifest, state: State): string {
  const { storageClassName, volumeName } = fields(spec);
  const volume = state.find('PersistentVolume', undefined, volumeName);
  const storageClass = state.find('StorageClass', undefined, storageClassName);
  const policy = volume
    ? (fields(volume.spec).persistentVolumeReclaimPolicy ?? 'Retain')
    : storageClass && (storageClass.reclaimPolicy ?? 'Delete');
  const by = volume ? `PersistentVolume '${volumeName}'` : `StorageClass '${storageClassName}'`;
  if (policy === 'Retain') return `its volume stays, released (${by} has Retain), and no pod finds it by itself`;
  if (policy === 'Delete') return `its volume and the data in it are deleted with it (${by} has Delete)`;
  return 'its volume and the data in it are deleted with it, unless its reclaim policy is Retain';
}
