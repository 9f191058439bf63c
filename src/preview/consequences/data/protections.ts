import { protectionsOf } from '../../../kubernetes/protection';
import { type Judge, patched } from '../judge';

/** Objects that are no longer kept when they are taken out of Git. */
export const protections: Judge = (subject) =>
  patched(subject).flatMap(({ says, before, after, change }) => {
    const now = protectionsOf(after);
    const what = protectionsOf(before).filter((protection) => !now.includes(protection));
    if (what.length === 0) return [];
    const fields = change.fields.flatMap(({ path }) => (path[1] === 'annotations' ? [path] : []));
    return [says('data/protection-removed', { what }, { fields })];
  });
