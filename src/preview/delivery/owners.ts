import { once } from '../../base/once';
import { groupBy, sortBy } from '../../base/sort';
import { at, fields, type Manifest } from '../../kubernetes/manifest';
import { idOf } from '../match/identity';
import type { Placed, Side } from '../side';
import { Folders, type Reading, type Taken } from './folders';
import { type Claim, claimsOf, isUnknown, ownSources } from './sources';

/** Somebody who delivers folders of the tree: an Application of Argo CD or a Kustomization of Flux. */
export interface Owner {
  /** `Application 'litellm'`; of several of this name, with its cluster. */
  readonly name: string;
  readonly manifest: Manifest;
  /** Tells it from one of the same name in another cluster. */
  readonly id: string;
  /** Where the tree has a folder for each. @default - there is one, or it is not known */
  readonly cluster?: string;
  readonly prunes: boolean;
  /** Why it does not. */
  readonly why: string;
}

export interface Owners {
  readonly all: ReadonlyMap<string, Owner>;
  /** The most specific one of each file. */
  readonly byFile: ReadonlyMap<string, Owner & Taken>;
  /** Everybody who takes it. */
  readonly allByFile: ReadonlyMap<string, readonly Owner[]>;
  /** Who brings what was rendered. */
  readonly bringers: ReadonlyMap<Placed, Owner>;
  /** Who delivers something that the tree does not name. */
  readonly unknown: readonly Owner[];
  readonly folders: Folders;
}

/** Who delivers an object; nothing where the tree does not say. */
export function ownerOf(side: Side, { file, broughtBy }: Placed): Owner | undefined {
  const owners = ownersOf(side);
  return (broughtBy && owners.bringers.get(broughtBy)) ?? owners.byFile.get(file);
}

/** Whether somebody takes a file, also where another one is more specific. */
export function takes(side: Side, { id }: Owner, file: string): boolean {
  return (
    ownersOf(side)
      .allByFile.get(file)
      ?.some((owner) => owner.id === id) ?? false
  );
}

/** Whether somebody is there, though their own object stands in no file. */
export function hasOwner(side: Side, { id }: Owner): boolean {
  return ownersOf(side).all.has(id);
}

/** `clusters/staging/…` is of one cluster among several. */
export function clusterOf(file: string): string | undefined {
  return /(?:^|\/)clusters\/([^/]+)\//.exec(file)?.[1];
}

export const ownersOf: (side: Side) => Owners = once(findOwners);

function findOwners(side: Side): Owners {
  const folders = new Folders(side);
  const claims = [...side.objects, ...folders.bootstrapped()].flatMap(claimsOf);
  const own = ownSources(claims, side, folders);
  const several = groupBy(new Set(claims.map(({ placed }) => placed)), ({ manifest }) => idOf(manifest));
  const owner = ({ placed }: Claim) => ownerFrom(placed, (several.get(idOf(placed.manifest))?.length ?? 0) > 1);
  const taken = claims.flatMap((claim) => {
    const folder = own.has(claim.source) ? folders.folderAt(claim.path) : undefined;
    return folder === undefined ? [] : [{ claim, folder }];
  });
  const byFile = new Map<string, Owner & Taken>();
  const allByFile = new Map<string, Owner[]>();
  for (const { claim, folder } of sortBy(taken, ({ folder: one }) => String(depthOf(one)).padStart(3, '0')))
    for (const one of folders.taken(folder, readingOf(claim.placed.manifest))) {
      const by = owner(claim);
      byFile.set(one.file, { ...by, ...one, ...homeOf(by.manifest, one) });
      allByFile.set(one.file, [...(allByFile.get(one.file) ?? []), by]);
    }
  const bringers = new Map(
    side.objects.flatMap(({ broughtBy }) => (broughtBy ? [[broughtBy, bringer(broughtBy)]] : [])),
  );
  return {
    all: new Map([
      ...claims.map((claim) => [owner(claim).id, owner(claim)] as const),
      ...[...bringers.values()].map((one) => [one.id, one] as const),
    ]),
    bringers,
    byFile,
    allByFile,
    unknown: claims.filter((claim) => isUnknown(claim) && !own.has(claim.source)).map(owner),
    folders,
  };
}

const depthOf = (folder: string): number => (folder === '' ? 0 : folder.split('/').length);

function readingOf({ kind, spec }: Manifest): Reading {
  if (kind === 'Kustomization') return 'generated';
  return at(spec, 'source', 'directory').recurse === true ? 'recursive' : 'flat';
}

/** Flux hands `targetNamespace` to kustomize, which sets it everywhere. */
function homeOf({ kind, spec }: Manifest, { namespace }: Taken): Pick<Taken, 'namespace'> {
  const { targetNamespace } = fields(spec);
  const home = kind === 'Kustomization' && typeof targetNamespace === 'string' ? targetNamespace : namespace;
  return home === undefined ? {} : { namespace: home };
}

function ownerFrom({ manifest, file }: Placed, isOneOfSeveral: boolean): Owner {
  const cluster = clusterOf(file);
  const suffix = isOneOfSeveral && cluster !== undefined ? ` of cluster '${cluster}'` : '';
  return {
    name: `${manifest.kind} '${manifest.metadata.name}'${suffix}`,
    manifest,
    id: `${cluster ?? ''} ${idOf(manifest)}`,
    ...(cluster !== undefined && { cluster }),
    ...(manifest.kind === 'Application' ? ofApplication(manifest) : ofKustomization(manifest)),
  };
}

/** Who brings what was rendered. Helm deletes what a chart no longer makes, whoever runs it. */
function bringer(placed: Placed): Owner {
  const { kind, metadata } = placed.manifest;
  const by = ownerFrom(placed, false);
  if (kind === 'Application' || kind === 'Kustomization') return by;
  return { ...by, name: kind === 'HelmRelease' ? by.name : `Helm (${metadata.name})`, prunes: true, why: '' };
}

function ofApplication({ spec }: Manifest): Pick<Owner, 'prunes' | 'why'> {
  const { automated } = at(spec, 'syncPolicy');
  return {
    prunes: fields(automated).prune === true,
    why: automated === undefined ? 'does not sync by itself' : 'does not prune',
  };
}

function ofKustomization({ spec }: Manifest): Pick<Owner, 'prunes' | 'why'> {
  const { prune, suspend } = fields(spec);
  return {
    prunes: prune === true && suspend !== true,
    why: suspend === true ? 'is suspended' : 'does not prune',
  };
}
