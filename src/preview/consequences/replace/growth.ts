import { sizeOf } from '../../../kubernetes/claims';
import { fields } from '../../../kubernetes/manifest';
import { amount } from '../../../kubernetes/quantities';
import { type Judge, patched } from '../judge';
import { State } from '../state';

/** Claims that are to grow although their class does not let them. */
export const growth: Judge = (subject) =>
  patched(subject, '/PersistentVolumeClaim').flatMap(({ says, before, after }) => {
    const [old, now] = [sizeOf(before), sizeOf(after)];
    const storageClass = fields(after.spec).storageClassName;
    const known = State.of(subject.after).find('StorageClass', undefined, storageClass);
    if (!known || known.allowVolumeExpansion === true || !((amount(now) ?? 0) > (amount(old) ?? 0))) return [];
    const params = { before: String(old), after: String(now), storageClass: String(storageClass) };
    return [says('replace/claim-growth', params, ['spec', 'resources'])];
  });
