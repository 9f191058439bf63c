import { fields, items } from '../../checks/pods';
import type { Manifest } from '../../graph/graph';
import { readDocument } from '../read/yaml';
import type { Side } from '../side';
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

const known = new WeakMap<Side, ReadonlyMap<string, Owner>>();

/** Who delivers a file; nothing where the tree does not say. */
export function ownerOf(side: Side, file: string): Owner | undefined {
  const found = known.get(side) ?? ownersOf(side);
  known.set(side, found);
  return found.get(file);
}

function ownersOf(side: Side): Map<string, Owner> {
  const state = State.of(side);
  const tree = new Tree(side);
  const owners = new Map<string, Owner>();
  for (const manifest of state.of('Application', 'Kustomization')) {
    const delivered = manifest.kind === 'Application' ? ofApplication(manifest) : ofKustomization(manifest);
    for (const { path, deep } of delivered?.folders ?? [])
      for (const file of tree.filesOf(path, deep)) if (delivered) owners.set(file, delivered.owner);
  }
  return owners;
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

/** The folders of a tree, and what kustomization.yaml says of them. */
class Tree {
  private readonly files = new Map<string, Set<string>>();
  private readonly folders = new Set<string>(['']);
  private readonly kustomizations = new Map<string, readonly string[]>();

  constructor({ objects, texts }: Side) {
    for (const { file } of objects) this.add(file);
    for (const { file, content } of texts)
      if (/(^|\/)kustomization\.ya?ml$/.test(file)) this.kustomizations.set(folderOf(file), resourcesOf(content));
    for (const { file, manifest } of objects)
      if (manifest.apiVersion.startsWith('kustomize.config.k8s.io/'))
        this.kustomizations.set(folderOf(file), listed(manifest.resources));
  }

  /** The files that a path of a repository stands for: this tree may be a folder of that repository. */
  filesOf(path: string, deep: boolean): string[] {
    const steps = path.split('/').filter((step) => step !== '' && step !== '.');
    while (steps.length > 0 && !this.folders.has(steps.join('/'))) steps.shift();
    const folder = steps.join('/');
    return folder === '' && path.replace(/[./]/g, '') !== '' ? [] : this.below(folder, deep, new Set());
  }

  private below(folder: string, deep: boolean, seen: Set<string>): string[] {
    if (seen.has(folder)) return [];
    seen.add(folder);
    const resources = this.kustomizations.get(folder);
    if (resources)
      return resources.flatMap((resource) => {
        const path = joined(folder, resource);
        return this.folders.has(path) ? this.below(path, true, seen) : [path];
      });
    const own = [...(this.files.get(folder) ?? [])];
    if (!deep) return own;
    const prefix = folder === '' ? '' : `${folder}/`;
    return [...this.files].flatMap(([name, files]) => (name === folder || name.startsWith(prefix) ? [...files] : []));
  }

  private add(file: string): void {
    const folder = folderOf(file);
    const known = this.files.get(folder);
    if (known) known.add(file);
    else this.files.set(folder, new Set([file]));
    for (let at = folder; at !== '' && !this.folders.has(at); at = folderOf(at)) this.folders.add(at);
  }
}

const folderOf = (file: string): string => (file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '');

function joined(folder: string, resource: string): string {
  const steps = folder === '' ? [] : folder.split('/');
  for (const step of resource.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

function resourcesOf(content: string): readonly string[] {
  return listed(fields(readDocument(content)).resources);
}

const listed = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
