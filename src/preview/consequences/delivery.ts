import { fields, items } from '../../checks/pods';
import type { Manifest } from '../../graph/graph';
import { idOf } from '../match/identity';
import type { Side } from '../side';
import { Folders } from './folders';
import { State } from './state';

/** Somebody who delivers folders of the tree: an Application of Argo CD or a Kustomization of Flux. */
export interface Owner {
  /** `Application 'litellm'`. */
  readonly name: string;
  readonly manifest: Manifest;
  readonly prunes: boolean;
  /** Why it does not. */
  readonly why: string;
}

interface Owners {
  readonly all: ReadonlySet<string>;
  readonly byFile: ReadonlyMap<string, Owner>;
}

const known = new WeakMap<Side, Owners>();

/** Who delivers a file; nothing where the tree does not say. */
export function ownerOf(side: Side, file: string): Owner | undefined {
  return ownersOf(side).byFile.get(file);
}

/** Whether somebody is there, though their own object stands in no file. */
export function hasOwner(side: Side, { manifest }: Owner): boolean {
  return ownersOf(side).all.has(idOf(manifest));
}

function ownersOf(side: Side): Owners {
  const found = known.get(side) ?? findOwners(side);
  known.set(side, found);
  return found;
}

function findOwners(side: Side): Owners {
  const folders = new Folders(side);
  const manifests = [...State.of(side).of('Application', 'Kustomization'), ...folders.bootstrapped()];
  const byFile = new Map<string, Owner>();
  for (const manifest of manifests) {
    const delivered = manifest.kind === 'Application' ? ofApplication(manifest) : ofKustomization(manifest);
    for (const { path, deep } of delivered?.folders ?? [])
      for (const file of folders.filesOf(path, deep)) if (delivered) byFile.set(file, delivered.owner);
  }
  return { all: new Set(manifests.map(idOf)), byFile };
}

interface Delivered {
  readonly owner: Owner;
  readonly folders: readonly { readonly path: string; readonly deep: boolean }[];
}

function ofApplication(manifest: Manifest): Delivered | undefined {
  if (!manifest.apiVersion.startsWith('argoproj.io/')) return undefined;
  const { source, sources, syncPolicy } = fields(manifest.spec);
  const automated = fields(syncPolicy).automated;
  const prunes = fields(automated).prune === true;
  const why = automated === undefined ? 'does not sync by itself' : 'does not prune';
  return {
    owner: { name: `Application '${manifest.metadata.name}'`, manifest, prunes, why },
    folders: [source, ...items(sources)].flatMap((one) => {
      const { path, directory } = fields(one);
      return typeof path === 'string' ? [{ path, deep: fields(directory).recurse === true }] : [];
    }),
  };
}

function ofKustomization(manifest: Manifest): Delivered | undefined {
  if (!manifest.apiVersion.startsWith('kustomize.toolkit.fluxcd.io/')) return undefined;
  const { path = '.', prune, suspend } = fields(manifest.spec);
  const why = suspend === true ? 'is suspended' : 'does not prune';
  const owner = {
    name: `Kustomization '${manifest.metadata.name}'`,
    manifest,
    prunes: prune === true && suspend !== true,
    why,
  };
  return { owner, folders: [{ path: String(path), deep: true }] };
}
