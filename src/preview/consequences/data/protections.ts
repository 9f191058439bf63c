import { protectionsOf } from '../../../kubernetes/protection';
import { consequence } from '../consequence';
import { type Judge, patched } from '../judge';

/** Objects that are no longer kept when they are taken out of Git. */
export const protections: Judge = (subject) =>
  patched(subject).flatMap(({ object, name, before, after, change }) => {
    const now = protectionsOf(after);
    const what = protectionsOf(before).filter((protection) => !now.includes(protection));
    if (what.length === 0) return [];
    const fields = change.fields.flatMap(({ path }) => (path[1] === 'annotations' ? [path] : []));
    return [consequence('data/protection-removed', { object: name, what }, { about: [object], fields })];
  });
