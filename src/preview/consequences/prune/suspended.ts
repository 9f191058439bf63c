import { groupBy } from '../../../base/sort';
import { at, fields, type Manifest } from '../../../kubernetes/manifest';
import { ownerOf } from '../../delivery/owners';
import { idOf } from '../../match/identity';
import { consequence, nameOf } from '../consequence';
import { type Judge, patched } from '../judge';
import { State } from '../state';

const KINDS = [
  ...['kustomize.toolkit.fluxcd.io/Kustomization', 'helm.toolkit.fluxcd.io/HelmRelease'],
  'argoproj.io/Application',
];

/** Controllers' objects that are suspended or resumed. */
export const toggled: Judge = (subject) =>
  patched(subject, ...KINDS).flatMap(({ says, before, after, change }) => {
    const [was, is] = [idle(before), idle(after)];
    if ((was === undefined) === (is === undefined)) return [];
    const paths = change.fields.map(({ path }) => path);
    const about = { fields: paths.filter((path) => path.includes('suspend') || path.includes('automated')) };
    const isFlux = after.kind !== 'Application';
    if (is !== undefined) return [says('prune/suspended', { how: is }, about)];
    return [says('prune/resumed', { how: isFlux ? 'is resumed' : 'syncs by itself again' }, about)];
  });

/** What changes in the tree, and waits for a Kustomization that applies nothing. An Application may be synced by hand with every change. */
export const waiting: Judge = ({ objects, after }) => {
  const now = State.of(after);
  const found = objects.flatMap((change) => {
    const placed = change.after && now.copies(change.after).find(({ file }) => file === change.file);
    const owner = placed && ownerOf(after, placed);
    const isOther = owner && owner.manifest.kind !== 'Application' && idOf(owner.manifest) !== idOf(placed.manifest);
    const why = isOther ? idle(owner.manifest) : undefined;
    return owner && why !== undefined ? [{ owner, why, name: nameOf(change.object) }] : [];
  });
  return [...groupBy(found, ({ owner }) => owner.id).values()].flatMap((all) => {
    const [first] = all;
    const names = all.map(({ name }) => name);
    if (!first) return [];
    return [
      consequence('prune/not-applied', { objects: names, owner: first.owner.name, why: first.why }, { about: names }),
    ];
  });
};

/** Why somebody applies nothing; nothing where they do. */
function idle({ kind, spec }: Manifest): string | undefined {
  if (kind === 'Application')
    return at(spec, 'syncPolicy').automated === undefined ? 'does not sync by itself' : undefined;
  return fields(spec).suspend === true ? 'is suspended' : undefined;
}
