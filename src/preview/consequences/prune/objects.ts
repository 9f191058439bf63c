import { groupBy } from '../../../graph/sort';
import { identityOf, idOf, isNextOf } from '../../match/identity';
import type { Placed } from '../../side';
import { consequence, nameOf } from '../consequence';
import { hasOwner, type Owner, ownerOf } from '../delivery';
import { gone, type Judge, type Subject } from '../judge';
import { isKept, protectionsOf } from '../protection';
import { State } from '../state';

interface Leaving {
  readonly name: string;
  readonly placed: Placed;
  readonly owner: Owner | undefined;
}

/** What becomes of objects that are taken out of the tree. */
export const objects: Judge = (subject) => {
  const leaving = leavingOf(subject);
  const kept = leaving.filter(({ placed }) => isKept(placed.manifest));
  const rest = leaving.filter(({ placed }) => !isKept(placed.manifest));
  const owned = groupBy(rest, ({ owner }) => owner?.name ?? '');
  return [
    ...kept.map(({ name, placed }) =>
      consequence('prune/kept', { object: name, by: protectionsOf(placed.manifest).join(', ') }, { about: [name] }),
    ),
    ...[...owned.values()].flatMap((all) => {
      const owner = all[0]?.owner;
      const names = all.map(({ name }) => name);
      if (!owner) return [consequence('prune/by-hand', { objects: names }, { about: names })];
      // With the owner gone, what it delivered goes its way.
      if (!hasOwner(subject.after, owner)) return [];
      return owner.prunes
        ? [consequence('prune/deleted', { owner: owner.name, objects: names }, { about: names })]
        : [consequence('prune/orphaned', { owner: owner.name, objects: names, why: owner.why }, { about: names })];
    }),
  ];
};

/** Objects that run when somebody asks are never delivered, and never pruned. That a generation gives way to the next is what its owner is for. */
function leavingOf(subject: Subject): Leaving[] {
  const before = State.of(subject.before);
  return gone(subject).flatMap(({ manifest, name, object, change }) => {
    const placed = before.byId.get(idOf(manifest));
    if (!placed || placed.layer === 'onDemand') return [];
    const owner = ownerOf(subject.before, placed.file);
    return owner?.prunes && isNextOf(object, change.object) && change.what === 'renamed'
      ? []
      : [{ name, placed, owner }];
  });
}

/** Objects that somebody else delivers from now on. */
export const moved: Judge = ({ before, after }) => {
  const old = State.of(before).byId;
  const moves = after.objects.flatMap((placed) => {
    const was = old.get(idOf(placed.manifest));
    const [from, to] = [was && ownerOf(before, was.file), ownerOf(after, placed.file)];
    if (!from || !to || from.name === to.name) return [];
    return [{ name: nameOf(identityOf(placed.manifest)), from, to, kept: isKept(placed.manifest) }];
  });
  return [...groupBy(moves, ({ from, to }) => `${from.name}\0${to.name}`).values()].flatMap((all) => {
    const [first] = all;
    if (!first) return [];
    const names = all.map(({ name }) => name);
    const prunes = first.from.prunes && all.some(({ kept }) => !kept);
    const params = { objects: names, before: first.from.name, after: first.to.name, prunes };
    return [consequence('prune/owner-changed', params, { about: names })];
  });
};
