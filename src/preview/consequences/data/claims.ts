import { fields } from '../../../checks/pods';
import { amount } from '../../../checks/rules/forms';
import type { Manifest } from '../../../graph/graph';
import { consequence } from '../consequence';
import { below, gone, type Judge, patched } from '../judge';
import { isKept } from '../protection';
import { State } from '../state';
import { sizeOf } from '../volumes';

/** Claims that go, or ask for less. */
export const claims: Judge = (subject) => {
  const state = State.of(subject.before);
  const removed = gone(subject, '/PersistentVolumeClaim').flatMap(({ object, name, manifest }) => {
    if (isKept(manifest)) return [];
    const params = {
      object: name,
      size: String(sizeOf(manifest) ?? 'of no stated size'),
      fate: fateOf(manifest, state),
    };
    return [consequence('data/claim-removed', params, { about: [object] })];
  });
  const shrunk = patched(subject, '/PersistentVolumeClaim').flatMap(({ object, name, before, after, change }) => {
    const [old, now] = [sizeOf(before), sizeOf(after)];
    if (!((amount(now) ?? 0) < (amount(old) ?? 0))) return [];
    const params = { object: name, before: String(old), after: String(now) };
    return [consequence('data/claim-shrunk', params, { about: [object], fields: below(change, 'spec', 'resources') })];
  });
  return [...removed, ...shrunk];
};

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
