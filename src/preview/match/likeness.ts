import { compare, groupBy, sortBy } from '../../base/sort';
import { groupNow } from '../../kubernetes/kinds';
import { fields, isMap } from '../../kubernetes/manifest';
import { canonical } from '../canonical';
import { CHART } from '../read/charts';
import type { Placed } from '../side';
import { idOf, isHash, placeOf, stemOf } from './identity';

type Pair = readonly [before: Placed, after: Placed];

/** An object, and what it is known by when its name is not. */
interface Portrait {
  readonly placed: Placed;
  readonly name: string;
  readonly place: string;
  /** The name without the hash of its content that a generator gave it. */
  readonly stem: string | undefined;
  /** Every value, with its field; the object's own name and namespace are left open. */
  readonly traits: ReadonlySet<string>;
  /** The same as they are said: labels and claims often keep the old name. */
  readonly asSaid: ReadonlySet<string>;
  /** What it cannot do without and be the same: the images that it runs. */
  readonly essence: string;
}

/** Renamed and moved objects among those of one kind that went and those that came. Never all with all: only those that share what few have. */
export function alike(removed: readonly Placed[], added: readonly Placed[]): Pair[] {
  const kind = ({ manifest }: Placed) => `${groupNow(manifest)}/${manifest.kind}`;
  const come = groupBy(added, kind);
  return [...groupBy(removed, kind)].flatMap(([name, gone]) =>
    ofKind(gone.map(portrait), (come.get(name) ?? []).map(portrait)),
  );
}

function ofKind(removed: readonly Portrait[], added: readonly Portrait[]): Pair[] {
  if (removed.length === 0 || added.length === 0) return [];
  const [gone, come] = [new Set(removed), new Set(added)];
  const pairs: Pair[] = [];
  const pair = (old: Portrait, now: Portrait): void => {
    if (!gone.delete(old) || !come.delete(now)) return;
    pairs.push([old.placed, now.placed]);
  };
  const only = (key: (one: Portrait) => string | undefined): void => {
    const now = singles(come, key);
    for (const [id, old] of singles(gone, key)) {
      const found = now.get(id);
      if (found && old.essence === found.essence) pair(old, found);
    }
  };
  only(({ place, stem }) => stem && `${place}/${stem}`);
  const moved = singles(come, chartOf);
  for (const [name, old] of singles(gone, chartOf)) {
    const found = moved.get(name);
    if (found) pair(old, found);
  }
  only(({ name, traits }) => JSON.stringify([name, [...traits].sort(compare)]));
  const like = candidates([...gone], [...come]).flatMap(([old, now]) => {
    const likeness = likenessOf(old, now);
    return likeness > 0 ? [{ old, now, likeness }] : [];
  });
  const best = sortBy(like, ({ old, now, likeness }) => `${(2 - likeness).toFixed(6)} ${id(old)} ${id(now)}`);
  for (const { old, now } of best) if (gone.has(old) && come.has(now)) pair(old, now);
  return pairs;
}

/** A chart is known by the last step of its folder, by which its release is mostly called. */
function chartOf({ placed: { manifest } }: Portrait): string | undefined {
  return manifest.apiVersion === CHART ? baseOf(manifest.metadata.name) : undefined;
}

export const baseOf = (folder: string): string => folder.slice(folder.lastIndexOf('/') + 1);

const id = ({ placed }: Portrait): string => `${idOf(placed.manifest)} ${placed.file}`;

/** What has a key that nobody else has. */
function singles(all: Iterable<Portrait>, key: (one: Portrait) => string | undefined): Map<string, Portrait> {
  const named = [...all].flatMap((one) => {
    const name = key(one);
    return name === undefined ? [] : [[name, one] as const];
  });
  const groups = groupBy(named, ([name]) => name);
  return new Map(named.filter(([name]) => groups.get(name)?.length === 1));
}

/** A trait that more objects have is told of none of them. */
const FEW = 8;

/** Those that share a name, or a trait that few have. */
function candidates(removed: readonly Portrait[], added: readonly Portrait[]): (readonly [Portrait, Portrait])[] {
  const byTrait = (all: readonly Portrait[]) => {
    const index = new Map<string, Portrait[]>();
    for (const one of all)
      for (const trait of [...one.traits, `name ${one.name}`])
        index.set(trait, [...(index.get(trait) ?? []).slice(0, FEW), one]);
    return index;
  };
  const now = byTrait(added);
  const found = new Map<Portrait, Set<Portrait>>();
  for (const [trait, old] of byTrait(removed)) {
    const others = now.get(trait) ?? [];
    if (old.length > FEW || others.length > FEW) continue;
    for (const one of old) found.set(one, new Set([...(found.get(one) ?? []), ...others]));
  }
  return [...found].flatMap(([one, others]) => [...others].map((other) => [one, other] as const));
}

const ENOUGH = 4;

/** From 0, two different things, to 1. The more their names say the same, the less their content has to. */
function likenessOf(old: Portrait, now: Portrait): number {
  if (old.essence !== now.essence) return 0;
  const [shared, likeness] = [overlap(old.traits, now.traits), overlap(old.asSaid, now.asSaid)].reduce((one, other) =>
    other[1] > one[1] ? other : one,
  );
  if (old.name === now.name) return likeness >= 0.5 ? likeness + 0.5 : 0;
  if (old.place !== now.place) return shared >= 2 * ENOUGH && likeness >= 0.95 ? likeness : 0;
  const needed = old.essence !== '' || shareWord(old.name, now.name) ? 0.6 : 0.85;
  return shared >= ENOUGH && likeness >= needed ? likeness : 0;
}

/** How many they share, and what part of all that is. */
function overlap(old: ReadonlySet<string>, now: ReadonlySet<string>): [shared: number, likeness: number] {
  const shared = [...old].filter((trait) => now.has(trait)).length;
  const all = old.size + now.size - shared;
  return [shared, all === 0 ? 0 : shared / all];
}

function shareWord(old: string, now: string): boolean {
  const words = new Set(old.split(/[-.]/).filter((word) => word.length > 2 && !isHash(word)));
  return now.split(/[-.]/).some((word) => words.has(word));
}

function portrait(placed: Placed): Portrait {
  const { manifest } = placed;
  const { name, namespace } = manifest.metadata;
  const { apiVersion: _, kind: __, metadata, ...rest } = canonical(manifest);
  const { labels, annotations } = metadata;
  const asSaid = new Set<string>();
  const [ofName, ofNamespace] = [wordOf(name), wordOf(namespace)];
  const open = (text: string) => text.replace(ofName, '‹name›').replace(ofNamespace, '‹namespace›');
  gather({ labels, annotations, ...rest }, '', (trait) => asSaid.add(trait));
  return {
    placed,
    name,
    place: placeOf(manifest),
    stem: stemOf(name),
    traits: new Set([...asSaid].map(open)),
    asSaid,
    essence: images(rest),
  };
}

/** Where it stands by itself: `ai` is not in `containers`. */
function wordOf(name: string | undefined): RegExp {
  if (name === undefined || name.length < 2) return /(?!)/g;
  return new RegExp(`(?<![A-Za-z0-9])${name.replace(/[^\w-]/g, '\\$&')}(?![A-Za-z0-9])`, 'g');
}

/** A long text has as many traits as lines, and no more than are needed to know it again. */
const MOST = 400;

function gather(value: unknown, path: string, add: (trait: string) => void): void {
  if (Array.isArray(value)) for (const one of value) gather(one, `${path}[]`, add);
  else if (isMap(value)) for (const [key, one] of Object.entries(value)) gather(one, `${path}.${key}`, add);
  else if (typeof value === 'string')
    for (const line of value.split('\n', MOST)) line.trim() === '' || add(`${path}=${line.trim().slice(0, 500)}`);
  else if (value !== undefined) add(`${path}=${value}`);
}

/** Repositories, without tags and digests. */
function images(value: unknown): string {
  const found = new Set<string>();
  const look = (one: unknown): void => {
    if (Array.isArray(one)) for (const inner of one) look(inner);
    else if (isMap(one)) {
      const { image } = fields(one);
      if (typeof image === 'string') found.add(image.replace(/@.*$/, '').replace(/:[^/:]*$/, ''));
      for (const inner of Object.values(one)) look(inner);
    }
  };
  look(value);
  return [...found].sort(compare).join(' ');
}
