import { sortBy } from '../base/sort';
import type { ObjectChange, Relocation } from './change';
import type { Comparison } from './comparison';
import { consequences } from './consequences';
import { nameOf } from './consequences/consequence';
import { hostChanges, unhosted } from './hosts';
import { match, repeated } from './match';
import { identityOf, idOf } from './match/identity';
import { reachChanges } from './network/reach';
import { notation } from './notation';
import { objectChange } from './objects';
import { prepared } from './prepared';
import { CHART } from './read/charts';
import { unreadNotes } from './read/unread';
import { unrendered } from './read/unrendered';
import type { Placed, Side, Text } from './side';
import { compareTexts, veiledTexts } from './texts';
import { replaced, Veil } from './veil';

export interface Seen {
  /** Names of fields, variables and keys whose values are shown, although they look like secrets. @default - none */
  readonly shown?: ReadonlySet<string>;
}

/** match → compare → what it brings about: what changes between two states of an environment, and what that risks. Pure. */
export function compare(old: Side, now: Side, seen: Seen = {}): Comparison {
  const [before, after] = prepared(old, now);
  const veil = new Veil([before, after], seen.shown);
  const { pairs, added, removed } = match(before.objects, after.objects);
  const spelled: string[] = [];
  const judged: ObjectChange[] = [];
  const shown: ObjectChange[] = [];
  const add = (old: Placed | undefined, now: Placed | undefined) => {
    const said = (path: Parameters<typeof notation>[0]) =>
      spelled.push(
        `${nameOf(identityOf(((now ?? old) as Placed).manifest))}: ${notation(path)} differs in spelling only`,
      );
    const change = objectChange(old, now, veil, said);
    if (change) judged.push(change);
    // What a release takes from other objects is judged with it, and shown where it stands.
    const isResolved = old?.written !== undefined || now?.written !== undefined;
    const written = isResolved ? objectChange(asWritten(old), asWritten(now), veil) : change;
    if (written) shown.push(written);
  };
  for (const [old, now] of pairs) add(old, now);
  for (const one of removed) add(one, undefined);
  for (const one of added) add(undefined, one);
  const objects = sortBy(judged, key);
  const changed: Omit<Comparison, 'consequences'> = {
    environment: after.environment,
    objects: sortBy(shown, key),
    relocations: sortBy(
      pairs.flatMap(([old, now]) => relocation(old, now)),
      ({ to, object }) => `${to} ${nameOf(object)}`,
    ),
    texts: veiledTexts(compareTexts(shownTexts(before), shownTexts(after)), veil),
    hosts: hostChanges(before, after).map((host) => ({ ...host, files: veiledTexts(host.files, veil) })),
    reach: reachChanges(before, after),
    unrendered: unrendered(before, after, objects),
    notes: [
      ...new Set([
        ...before.notes,
        ...after.notes,
        ...unreadNotes(before, after),
        ...repetitions(before, after, judged),
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
    consequences: said(consequences({ before, after, ...changed, objects })),
  };
}

const key = ({ object, file }: ObjectChange): string => `${nameOf(object)} ${object.apiVersion} ${file}`;

/** An object that has another name or namespace now is told of as a change. */
function relocation(before: Placed, after: Placed): Relocation[] {
  if (before.file === after.file || idOf(before.manifest) !== idOf(after.manifest)) return [];
  return [{ object: identityOf(after.manifest), from: before.file, to: after.file }];
}

/** Objects that stand in several places, where that is new or has to do with what changes. */
function repetitions(before: Side, after: Side, changes: readonly ObjectChange[]): string[] {
  const [old, now] = [twice(before), twice(after)];
  const changed = new Set(changes.map(({ object }) => nameOf(object)));
  return [...old, ...now]
    .filter((one) => changed.has(one.name) || [old, now].some((all) => all.every(({ text }) => text !== one.text)))
    .map(({ text }) => text);
}

function twice({ objects }: Side): { readonly name: string; readonly text: string }[] {
  return repeated(objects).map((places) => {
    const files = [...new Set(places.map(({ file }) => file))];
    const where = files.length > 1 ? `in ${files.join(' and in ')}` : `${places.length} times in ${files[0]}`;
    const name = nameOf(identityOf((places[0] as Placed).manifest));
    return { name, text: `${name} stands ${where}` };
  });
}

const asWritten = (one: Placed | undefined): Placed | undefined =>
  one?.written ? { ...one, manifest: one.written } : one;

/** Files that are no manifests; of a chart, what its object does not show. */
function shownTexts(side: Side): Text[] {
  const charts = new Set(side.objects.flatMap(({ manifest, file }) => (manifest.apiVersion === CHART ? [file] : [])));
  const isShown = ({ file }: Text) => !charts.has(file) && !charts.has(file.replace(/values\.yaml$/, 'Chart.yaml'));
  return [...unhosted(side), ...(side.sources ?? []).filter(isShown)];
}
