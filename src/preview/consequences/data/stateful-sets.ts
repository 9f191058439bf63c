import { at } from '../../../kubernetes/manifest';
import { isKept } from '../../../kubernetes/protection';
import { consequence, nameOf } from '../consequence';
import { below, gone, type Judge, patched } from '../judge';
import { claimsOf, replicasOf } from '../rolling';

/** StatefulSets whose claims are left behind or deleted. */
export const statefulSets: Judge = (subject) => [
  ...gone(subject, 'apps/StatefulSet').flatMap(({ object, name, manifest, change }) => {
    const claims = claimsOf(manifest);
    if (claims.length === 0 || isKept(manifest)) return [];
    const about = { about: change.what === 'removed' ? [object] : [change.object, object] };
    if (retention(manifest.spec).whenDeleted === 'Delete')
      return [
        consequence('data/claims-deleted', { object: name, claims, why: 'it goes, and whenDeleted is Delete' }, about),
      ];
    return change.what === 'removed'
      ? [consequence('data/stateful-set-removed', { object: name, claims }, about)]
      : [consequence('data/stateful-set-renamed', { before: name, after: nameOf(change.object), claims }, about)];
  }),
  ...patched(subject, 'apps/StatefulSet').flatMap(({ object, name, before, after, change }) => {
    const [old, now] = [replicasOf(before.spec), replicasOf(after.spec)];
    if (now >= old || retention(after.spec).whenScaled !== 'Delete') return [];
    const params = {
      object: name,
      claims: claimsOf(after, old, now),
      why: `it runs ${now} replicas instead of ${old}, and whenScaled is Delete`,
    };
    if (params.claims.length === 0) return [];
    return [consequence('data/claims-deleted', params, { about: [object], fields: below(change, 'spec', 'replicas') })];
  }),
];

function retention(spec: unknown) {
  return at(spec, 'persistentVolumeClaimRetentionPolicy');
}
