import { fields, items } from '../../checks/pods';
import type { Manifest } from '../../graph/graph';
import { readDocument } from '../read/yaml';
import type { Side } from '../side';

/** The folders of a tree, and what kustomization.yaml says of them. */
export class Folders {
  private readonly files = new Map<string, Set<string>>();
  private readonly folders = new Set<string>(['']);
  private readonly kustomizations = new Map<string, readonly string[]>();

  constructor({ objects, texts }: Side) {
    for (const { file } of objects) this.add(file);
    for (const { file, content } of texts)
      if (/(^|\/)kustomization\.ya?ml$/.test(file))
        this.kustomizations.set(folderOf(file), filesIn(readDocument(content)));
    for (const { file, manifest } of objects)
      if (manifest.apiVersion.startsWith('kustomize.config.k8s.io/'))
        this.kustomizations.set(folderOf(file), filesIn(manifest));
  }

  /** The Kustomization that `flux bootstrap` makes, where its file is named in the tree and Flux alone has written it. */
  bootstrapped(): Manifest[] {
    return [...this.kustomizations].flatMap(([folder, files]) => {
      const isWritten = files.includes(SYNC) && !this.files.get(folder)?.has(joined(folder, SYNC));
      const name = folder.slice(folder.lastIndexOf('/') + 1);
      const path = folderOf(folder);
      return isWritten ? [{ ...SYNCED, metadata: { name, namespace: name }, spec: { path, prune: true } }] : [];
    });
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

/** What `flux bootstrap` calls the file with its GitRepository and Kustomization (fluxcd/flux2, pkg/manifestgen/sync). */
const SYNC = 'gotk-sync.yaml';
const SYNCED = { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization' };

/** The files that objects are made of: as they are, or by a generator, which may give them another name (`key=file`). */
function filesIn(kustomization: unknown): readonly string[] {
  const { resources, configMapGenerator, secretGenerator } = fields(kustomization);
  const generators = [...items(configMapGenerator), ...items(secretGenerator)];
  const files = generators.flatMap((one) => [...listed(one.files), ...listed(one.envs)]);
  return [...listed(resources), ...files.map((file) => file.slice(file.indexOf('=') + 1))];
}

const listed = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
