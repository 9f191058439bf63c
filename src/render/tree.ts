import { createHash } from 'node:crypto';
import { readDocument } from '../base/yaml';
import type { Found } from '../preview/read/tree';

/** The files of a side, by folder: what helm and kustomize are given. */
export class Tree {
  private readonly byFile: ReadonlyMap<string, Found>;
  private readonly folders = new Map<string, Found[]>([['', []]]);
  private readonly documents = new Map<string, unknown>();

  constructor(files: readonly Found[]) {
    this.byFile = new Map(files.map((one) => [one.file, one]));
    for (const one of files)
      for (let folder = folderOf(one.file); ; folder = folderOf(folder)) {
        const known = this.folders.get(folder);
        if (known) known.push(one);
        else this.folders.set(folder, [one]);
        if (folder === '') break;
      }
  }

  file(path: string): Found | undefined {
    return this.byFile.get(path);
  }

  isFolder(path: string): boolean {
    return this.folders.has(path);
  }

  /** Every file below a folder. */
  below(folder: string): readonly Found[] {
    return this.folders.get(folder) ?? [];
  }

  text(path: string): string | undefined {
    const content = this.byFile.get(path)?.content;
    return typeof content === 'string' ? content : undefined;
  }

  /** The first document of a file; nothing where it is no YAML. */
  document(path: string): unknown {
    if (!this.documents.has(path)) this.documents.set(path, readDocument(this.text(path) ?? ''));
    return this.documents.get(path);
  }

  /** The kustomization.yaml of a folder. */
  kustomization(folder: string): string | undefined {
    return ['kustomization.yaml', 'kustomization.yml', 'Kustomization']
      .map((name) => joined(folder, name) as string)
      .find((file) => this.byFile.has(file));
  }

  /** The folder that a path of a repository stands for: this tree may be a folder of that repository. */
  folderAt(path: string): string | undefined {
    const steps = path.split('/').filter((step) => step !== '' && step !== '.');
    const isRoot = steps.length === 0;
    while (steps.length > 0 && !this.folders.has(steps.join('/'))) steps.shift();
    return steps.length === 0 && !isRoot ? undefined : steps.join('/');
  }
}

export const folderOf = (file: string): string => (file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '');

/** Nothing where the path leads out of the tree. */
export function joined(folder: string, path: string): string | undefined {
  if (path.startsWith('/')) return undefined;
  const steps = folder === '' ? [] : folder.split('/');
  for (const step of path.split('/')) {
    if (step === '..') {
      if (steps.pop() === undefined) return undefined;
    } else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

/** The same for the same files under the same names. */
export function digestOf(files: Iterable<Found>, ...more: readonly unknown[]): string {
  const hash = createHash('sha256');
  for (const { file, content } of files) hash.update(`${file}\0`).update(createHash('sha256').update(content).digest());
  return hash.update(JSON.stringify(more)).digest('hex');
}
