import { fields } from '../../../checks/pods';
import type { Manifest } from '../../../graph/graph';
import { groupBy } from '../../../graph/sort';
import { identityOf, idOf } from '../../match/identity';
import type { Side } from '../../side';
import { consequence, nameOf } from '../consequence';
import { ownerOf } from '../delivery';
import { gone, type Judge, patched } from '../judge';
import { protectionsOf } from '../protection';

const KINDS = ['argoproj.io/Application', 'kustomize.toolkit.fluxcd.io/Kustomization'];

/** Applications and Kustomizations that go: what they delivered goes along, or stays. */
export const removed: Judge = (subject) => {
  const all = gone(subject, ...KINDS);
  if (all.length === 0) return [];
  const delivered = deliveredBy(subject.before);
  return all.map(({ object, manifest }) => {
    const owner = `${object.kind} '${object.name}'`;
    const objects = (delivered.get(idOf(manifest)) ?? []).flatMap((one) =>
      protectionsOf(one).includes('Delete=false') ? [] : [nameOf(identityOf(one))],
    );
    const { cascades, why } = object.kind === 'Application' ? ofApplication(manifest) : ofKustomization(manifest);
    return consequence(
      cascades ? 'prune/cascade' : 'prune/abandoned',
      { owner, objects, why },
      { about: [object, ...objects] },
    );
  });
};

function deliveredBy(side: Side): Map<string, Manifest[]> {
  const known = side.objects.flatMap(({ manifest, file }) => {
    const owner = ownerOf(side, file);
    return owner ? [{ id: idOf(owner.manifest), manifest }] : [];
  });
  return new Map([...groupBy(known, ({ id }) => id)].map(([id, ones]) => [id, ones.map(({ manifest }) => manifest)]));
}

function ofApplication({ metadata }: Manifest): { cascades: boolean; why: string } {
  const finalizers = fields(metadata).finalizers;
  const own = Array.isArray(finalizers)
    ? finalizers.find((one) => String(one).startsWith('resources-finalizer'))
    : undefined;
  if (protectionsOf({ metadata } as Manifest).length > 0)
    return { cascades: false, why: 'it is itself kept by Prune=false' };
  return own ? { cascades: true, why: `finalizer ${own}` } : { cascades: false, why: 'it has no resources-finalizer' };
}

function ofKustomization({ spec }: Manifest): { cascades: boolean; why: string } {
  const { prune, deletionPolicy = 'MirrorPrune' } = fields(spec);
  const cascades =
    deletionPolicy === 'Delete' ||
    deletionPolicy === 'WaitForTermination' ||
    (deletionPolicy === 'MirrorPrune' && prune === true);
  return {
    cascades,
    why: deletionPolicy === 'MirrorPrune' ? `prune: ${prune === true}` : `deletionPolicy ${deletionPolicy}`,
  };
}

/** Those that begin to prune. */
export const switchedOn: Judge = (subject) =>
  patched(subject, ...KINDS).flatMap(({ object, before, after, change }) => {
    if (prunes(before) || !prunes(after)) return [];
    const fields = change.fields.flatMap(({ path }) =>
      path.includes('prune') || path.includes('syncPolicy') ? [path] : [],
    );
    return [
      consequence('prune/switched-on', { owner: `${object.kind} '${object.name}'` }, { about: [object], fields }),
    ];
  });

function prunes({ kind, spec }: Manifest): boolean {
  const said = fields(spec);
  return kind === 'Application' ? fields(fields(said.syncPolicy).automated).prune === true : said.prune === true;
}
