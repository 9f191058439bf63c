import { sizeOf } from '../../../kubernetes/claims';
import { fields } from '../../../kubernetes/manifest';
import { amount } from '../../../kubernetes/quantities';
import { consequence } from '../consequence';
import { below, type Judge, patched } from '../judge';
import { State } from '../state';

/** Claims that are to grow although their class does not let them. */
export const growth: Judge = (subject) =>
  patched(subject, '/PersistentVolumeClaim').flatMap(({ object, name, before, after, change }) => {
    const [old, now] = [sizeOf(before), sizeOf(after)];
    const storageClass = fields(after.spec).storageClassName;
    const known = State.of(subject.after).find('StorageClass', undefined, storageClass);
    if (!known || known.allowVolumeExpansion === true || !((amount(now) ?? 0) > (amount(old) ?? 0))) return [];
    const params = { object: name, before: String(old), after: String(now), storageClass: String(storageClass) };
    return [
      consequence('replace/claim-growth', params, { about: [object], fields: below(change, 'spec', 'resources') }),
    ];
  });
