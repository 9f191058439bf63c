import { isClusterWide } from '../../kubernetes/kinds';
import { at } from '../../kubernetes/manifest';
import { idOf } from '../match/identity';
import type { Placed, Side } from '../side';
import { cascadeOf } from './cascade';
import { type Owner, type Owners, ownersOf } from './owners';

/**
 * Both states as they arrive in a cluster: objects in the namespace that kustomize gives them, and without those whose file stays in the
 * tree while nobody takes it any more, or not yet.
 */
export function delivered(before: Side, after: Side): readonly [Side, Side] {
  const now = settled(after, 'nobody takes it any more', (one) => left(before, one));
  const old = settled(before, 'nobody took it before', (one) => left(now, one, true));
  const both = [placed(old, rootsOf(old, now)), placed(now, rootsOf(now, old), old)] as const;
  return [homed(both[0], both[1]), homed(both[1], both[0])];
}

/** What leaves may take others along: a Kustomization that is no longer listed, what it delivered. */
function settled(side: Side, why: string, leaving: (side: Side) => ReadonlySet<string>): Side {
  for (let one = side; ; ) {
    const files = leaving(one);
    if (files.size === 0) return one;
    const notes = [...files].sort().map((file) => `${file} stands in the tree, and ${why}`);
    one = {
      ...one,
      objects: one.objects.filter(({ file, broughtBy }) => broughtBy !== undefined || !files.has(file)),
      notes: [...one.notes, ...notes],
    };
  }
}

/** Files of a side that somebody takes in the other state, and nobody in this one. */
function left(other: Side, side: Side, isEarlier = false): ReadonlySet<string> {
  const [was, is] = [ownersOf(other), ownersOf(side)];
  const [roots, own] = [rootsOf(other, side), rootsOf(side, other)];
  const isGone = (file: string): boolean => {
    const owner = was.byFile.get(file);
    if (is.byFile.has(file)) return false;
    if (!owner) return roots.has(file) && !own.has(file);
    if (is.all.has(owner.id)) return true;
    return !isEarlier && cascadeOf(owner.manifest).cascades && !hasOthers(side, is);
  };
  const there = new Set(other.objects.map(({ file }) => file));
  return new Set(side.objects.flatMap(({ file }) => (there.has(file) && isGone(file) ? [file] : [])));
}

/** Whether somebody may deliver what the tree does not say. */
function hasOthers({ objects }: Side, { unknown }: Owners): boolean {
  return unknown.length > 0 || objects.some(({ manifest }) => manifest.kind === 'ApplicationSet');
}

/** Files, with their namespace, of kustomizations that stand by themselves: not those that another one listed in the other state. */
function rootsOf(side: Side, other: Side): ReadonlyMap<string, string | undefined> {
  const [{ folders }, { folders: others }] = [ownersOf(side), ownersOf(other)];
  const known = new Set(others.roots());
  const roots = folders.roots().filter((folder) => known.has(folder) || !others.isKustomized(folder));
  const homes = new Map<string, Set<string | undefined>>();
  for (const { file, namespace } of roots.flatMap((folder) => folders.taken(folder, 'generated')))
    homes.set(file, (homes.get(file) ?? new Set()).add(namespace));
  return new Map([...homes].map(([file, all]) => [file, all.size === 1 ? [...all][0] : undefined]));
}

/** @param earlier - what its owner left behind when it went stays where it is */
function placed(side: Side, roots: ReadonlyMap<string, string | undefined>, earlier?: Side): Side {
  const { byFile, all } = ownersOf(side);
  const left = earlier && ownersOf(earlier).byFile;
  const leftIn = (file: string): string | undefined => {
    const owner = left?.get(file);
    return owner && !all.has(owner.id) ? owner.namespace : undefined;
  };
  const home = ({ file, manifest, broughtBy }: Placed): string | undefined => {
    if (isClusterWide(manifest) || broughtBy) return undefined;
    const owner = byFile.get(file);
    const own = owner ? owner.namespace : (roots.get(file) ?? leftIn(file));
    return own ?? (manifest.metadata.namespace ? undefined : owner && destinationOf(owner));
  };
  const objects = side.objects.map((one) => {
    const namespace = home(one);
    const { manifest } = one;
    if (namespace === undefined || namespace === manifest.metadata.namespace) return one;
    return { ...one, manifest: { ...manifest, metadata: { ...manifest.metadata, namespace } } };
  });
  return objects.some((one, i) => one !== side.objects[i]) ? { ...side, objects } : side;
}

/** Argo CD puts what has no namespace where its Application says. */
function destinationOf({ manifest: { kind, spec } }: Owner): string | undefined {
  const { namespace } = at(spec, 'destination');
  return kind === 'Application' && typeof namespace === 'string' && namespace !== '' ? namespace : undefined;
}

/**
 * A side whose objects without a namespace have that of the other state, where patches or components of kustomize may give one to their
 * owner: whether that is so is not known without kustomize, and no reason to tell of a move.
 */
function homed(side: Side, other: Side): Side {
  const { byFile, folders } = ownersOf(side);
  const files = new Map(side.objects.map(({ file, manifest }) => [idOf(manifest), file]));
  const mayHave = (file: string): boolean => {
    const owner = byFile.get(file);
    return owner !== undefined && folders.isAltered(files.get(idOf(owner.manifest)) ?? '');
  };
  const isOpen = ({ manifest, file, broughtBy }: Placed): boolean =>
    !manifest.metadata.namespace && !isClusterWide(manifest) && !broughtBy && mayHave(file);
  if (!side.objects.some(isOpen)) return side;
  const key = ({ file, manifest }: Placed) => [file, manifest.kind, manifest.metadata.name].join('\0');
  const homes = new Map(other.objects.map((one) => [key(one), one.manifest.metadata.namespace]));
  const objects = side.objects.map((one) => {
    const namespace = isOpen(one) ? homes.get(key(one)) : undefined;
    return namespace
      ? { ...one, manifest: { ...one.manifest, metadata: { ...one.manifest.metadata, namespace } } }
      : one;
  });
  return { ...side, objects };
}
