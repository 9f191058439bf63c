import { sortBy } from '../base/sort';
import type { ObjectChange, Relocation } from './change';
import type { Comparison } from './comparison';
import { consequences } from './consequences';
import { nameOf } from './consequences/consequence';
import { delivered } from './delivery/delivered';
import { hostChanges, unhosted } from './hosts';
import { match, repeated } from './match';
import { identityOf, idOf } from './match/identity';
import { reachChanges } from './network/reach';
import { notation } from './notation';
import { objectChange } from './objects';
import { withReleases } from './read/releases';
import { unrendered } from './read/unrendered';
import { withValues } from './read/values';
import type { Placed, Side } from './side';
import { compareTexts, veiledTexts } from './texts';
import { replaced, Veil } from './veil';

export interface Seen {
  /** Names of fields, variables and keys whose values are shown, although they look like secrets. @default - none */
  readonly shown?: ReadonlySet<string>;
}

/** match → compare → what it brings about: what changes between two states of an environment, and what that risks. Pure. */
export function compare(old: Side, now: Side, { shown }: Seen = {}): Comparison {
  const [before, after] = withReleases(...withValues(...delivered(old, now)));
  const veil = new Veil([before, after], shown);
  const { pairs, added, removed } = match(before.objects, after.objects);
  const spelled: string[] = [];
  const objects = [
    ...pairs.flatMap(([old, now]) => {
      const said = (path: Parameters<typeof notation>[0]) =>
        spelled.push(`${nameOf(identityOf(now.manifest))}: ${notation(path)} differs in spelling only`);
      return objectChange(old, now, veil, said) ?? [];
    }),
    ...removed.flatMap((old) => objectChange(old, undefined, veil) ?? []),
    ...added.flatMap((now) => objectChange(undefined, now, veil) ?? []),
  ];
  const changed: Omit<Comparison, 'consequences'> = {
    environment: after.environment,
    objects: sortBy(objects, key),
    relocations: sortBy(
      pairs.flatMap(([old, now]) => relocation(old, now)),
      ({ to, object }) => `${to} ${nameOf(object)}`,
    ),
    texts: veiledTexts(compareTexts(unhosted(before), unhosted(after)), veil),
    hosts: hostChanges(before, after).map((host) => ({ ...host, files: veiledTexts(host.files, veil) })),
    reach: reachChanges(before, after),
    unrendered: unrendered(before, after, objects),
    notes: [
      ...new Set([
        ...before.notes,
        ...after.notes,
        ...twice(before),
        ...twice(after),
        ...unread(before, after),
        ...spelled.sort(),
      ]),
    ],
  };
  const said = <T>(value: T): T => replaced(value, (text) => veil.said(text));
  return {
    ...changed,
    hosts: said(changed.hosts),
    reach: said(changed.reach),
    notes: said(changed.notes),
    consequences: said(consequences({ before, after, ...changed })),
  };
}

const key = ({ object, file }: ObjectChange): string => `${nameOf(object)} ${object.apiVersion} ${file}`;

/** An object that has another name or namespace now is told of as a change. */
function relocation(before: Placed, after: Placed): Relocation[] {
  if (before.file === after.file || idOf(before.manifest) !== idOf(after.manifest)) return [];
  return [{ object: identityOf(after.manifest), from: before.file, to: after.file }];
}

/** Nobody is to take for unchanged what nobody has looked into. */
function unread(before: Side, after: Side): string[] {
  const differing = compareTexts(before.sources ?? [], after.sources ?? []);
  return differing.length === 0 ? [] : [`passed over, and different: ${differing.map(({ file }) => file).join(', ')}`];
}

function twice({ objects }: Side): string[] {
  return repeated(objects).map((places) => {
    const files = [...new Set(places.map(({ file }) => file))];
    const where = files.length > 1 ? `in ${files.join(' and in ')}` : `${places.length} times in ${files[0]}`;
    return `${nameOf(identityOf((places[0] as Placed).manifest))} stands ${where}`;
  });
}
