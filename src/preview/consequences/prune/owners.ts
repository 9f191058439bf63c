import { groupBy } from '../../../base/sort';
import { at, fields, type Manifest } from '../../../kubernetes/manifest';
import { protectionsOf } from '../../../kubernetes/protection';
import { cascadeOf } from '../../delivery/cascade';
import { ownerOf } from '../../delivery/owners';
import { identityOf, idOf } from '../../match/identity';
import type { Side } from '../../side';
import { consequence, nameOf } from '../consequence';
import { gone, type Judge, patched } from '../judge';

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
    const { cascades, why } = cascadeOf(manifest);
    return consequence(
      cascades ? 'prune/cascade' : 'prune/abandoned',
      { owner, objects, why },
      { about: [object, ...objects] },
    );
  });
};

function deliveredBy(side: Side): Map<string, Manifest[]> {
  const known = side.objects.flatMap((placed) => {
    const owner = ownerOf(side, placed);
    return owner ? [{ id: idOf(owner.manifest), placed }] : [];
  });
  // Where kustomize has built it, that is all; bases and components then stand in the tree for others.
  const all = ([id, ones]: [string, typeof known]) => {
    const built = ones.filter(({ placed }) => placed.broughtBy);
    return [id, (built.length > 0 ? built : ones).map(({ placed }) => placed.manifest)] as const;
  };
  return new Map([...groupBy(known, ({ id }) => id)].map(all));
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
  return kind === 'Application' ? at(said.syncPolicy, 'automated').prune === true : said.prune === true;
}
