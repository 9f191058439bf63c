import { groupBy } from '../../../base/sort';
import type { Manifest } from '../../../kubernetes/manifest';
import { isKept, protectionsOf } from '../../../kubernetes/protection';
import { hasOwner, type Owner, ownerOf, ownersOf, takes } from '../../delivery/owners';
import { identityOf, idOf, isNextOf } from '../../match/identity';
import { CHART } from '../../read/charts';
import type { Placed, Side } from '../../side';
import { type Consequence, consequence, nameOf } from '../consequence';
import { gone, type Judge, type Subject } from '../judge';
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
  const owned = groupBy(rest, ({ owner }) => owner?.id ?? '');
  return [
    ...kept.map(({ name, placed }) =>
      consequence('prune/kept', { object: name, by: protectionsOf(placed.manifest).join(', ') }, { about: [name] }),
    ),
    ...[...owned.values()].flatMap((all) => {
      const owner = all[0]?.owner;
      const names = all.map(({ name }) => name);
      if (!owner) return [unowned(subject, names)];
      // With the owner gone, what it delivered goes its way.
      if (!hasOwner(subject.after, owner)) return [];
      return owner.prunes
        ? [consequence('prune/deleted', { owner: owner.name, objects: names }, { about: names })]
        : [consequence('prune/orphaned', { owner: owner.name, objects: names, why: owner.why }, { about: names })];
    }),
  ];
};

function unowned({ before }: Subject, names: readonly string[]): Consequence {
  const { unknown } = ownersOf(before);
  const owners = [...new Set(unknown.map(({ name }) => name))];
  return owners.length === 0
    ? consequence('prune/by-hand', { objects: names }, { about: names })
    : consequence('prune/unknown', { objects: names, owners }, { about: names });
}

/** Objects that run when somebody asks are never delivered, and never pruned. That a generation gives way to the next is what its owner is for. */
function leavingOf(subject: Subject): Leaving[] {
  const before = State.of(subject.before);
  const all = groupBy(subject.before.objects, ({ manifest }) => idOf(manifest));
  return gone(subject).flatMap(({ manifest, name, object, change }) => {
    const placed = all.get(idOf(manifest))?.find(({ file }) => file === change.file) ?? before.byId.get(idOf(manifest));
    // A chart of the tree is no object: it is uninstalled, or stays.
    if (!placed || placed.layer === 'onDemand' || manifest.apiVersion === CHART) return [];
    const owner = ownerOf(subject.before, placed);
    return owner?.prunes && isNextOf(object, change.object) && change.what === 'renamed'
      ? []
      : [{ name, placed, owner }];
  });
}

/** Objects that somebody else delivers from now on. One that stands in several places has several owners. */
export const moved: Judge = ({ before, after }) => {
  const [old, now] = [ownersById(before), ownersById(after)];
  const moves = [...now].flatMap(([id, { manifest, owners, file }]) => {
    const { owners: was = new Map<string, Owner>(), file: place = file } = old.get(id) ?? {};
    // A base or a component has everybody for an owner who takes it.
    const [from] = [...was].flatMap(([key, owner]) => (owners.has(key) || takes(after, owner, file) ? [] : [owner]));
    const [to] = [...owners].flatMap(([key, owner]) => (was.has(key) || takes(before, owner, place) ? [] : [owner]));
    return from && to ? [{ name: nameOf(identityOf(manifest)), from, to, kept: isKept(manifest) }] : [];
  });
  return [...groupBy(moves, ({ from, to }) => `${from.id}\0${to.id}`).values()].flatMap((all) => {
    const [first] = all;
    if (!first) return [];
    const names = all.map(({ name }) => name);
    const prunes = first.from.prunes && all.some(({ kept }) => !kept);
    const params = { objects: names, before: first.from.name, after: first.to.name, prunes };
    return [consequence('prune/owner-changed', params, { about: names })];
  });
};

interface Owned {
  readonly manifest: Manifest;
  readonly file: string;
  readonly owners: Map<string, Owner>;
}

/** Owners by the names that they have, of every object that has one. */
function ownersById(side: Side): Map<string, Owned> {
  const found = new Map<string, Owned>();
  for (const placed of side.objects) {
    const { manifest, file } = placed;
    const owner = ownerOf(side, placed);
    if (!owner) continue;
    const known = found.get(idOf(manifest)) ?? { manifest, file, owners: new Map<string, Owner>() };
    known.owners.set(owner.name, owner);
    found.set(idOf(manifest), known);
  }
  return found;
}
