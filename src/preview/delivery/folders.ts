import { readDocument } from '../../base/yaml';
import { fields, items } from '../../kubernetes/manifest';
import type { Placed, Side } from '../side';

/** A file that somebody takes, and the namespace that kustomize gives its objects. */
export interface Taken {
  readonly file: string;
  /** @default - the one that the file says */
  readonly namespace?: string;
}

/** How a folder without a kustomization.yaml is read: its own files, those of all folders below, or, as Flux does, of each by its kustomization.yaml. */
export type Reading = 'flat' | 'recursive' | 'generated';

interface Listed {
  readonly files: readonly string[];
  /** Whether patches, replacements or components make something else of them, which only kustomize knows. */
  readonly alters: boolean;
  readonly namespace?: string;
}

const KUSTOMIZATION = /(^|\/)(kustomization\.ya?ml|Kustomization)$/;

/** The folders of a tree, and what kustomization.yaml says of them. */
export class Folders {
  private readonly files = new Map<string, Set<string>>();
  /** Those below each. */
  private readonly folders = new Map<string, Set<string>>([['', new Set()]]);
  private readonly kustomizations = new Map<string, Listed>();

  constructor({ objects, texts }: Side) {
    const lists = (file: string, kustomization: unknown) => {
      this.addFolder(folderOf(file));
      this.kustomizations.set(folderOf(file), listedIn(kustomization));
    };
    for (const { file } of objects) this.add(file);
    for (const { file, content } of texts) if (KUSTOMIZATION.test(file)) lists(file, readDocument(content));
    for (const { file, manifest } of objects)
      if (manifest.apiVersion.startsWith('kustomize.config.k8s.io/')) lists(file, manifest);
  }

  /** The Kustomization that `flux bootstrap` makes, where its file is named in the tree and Flux alone has written it. */
  bootstrapped(): Placed[] {
    return [...this.kustomizations].flatMap(([folder, { files }]) => {
      const file = joined(folder, SYNC);
      if (!files.includes(SYNC) || this.files.get(folder)?.has(file)) return [];
      const name = folder.slice(folder.lastIndexOf('/') + 1);
      const spec = { path: folderOf(folder), prune: true, sourceRef: { kind: 'GitRepository', name } };
      return [{ file, manifest: { ...SYNCED, metadata: { name, namespace: name }, spec } }];
    });
  }

  /** Folders with a kustomization.yaml that no other one lists. */
  roots(): string[] {
    const below = new Set(
      [...this.kustomizations].flatMap(([folder, { files }]) => files.map((file) => joined(folder, file))),
    );
    return [...this.kustomizations.keys()].filter((folder) => !below.has(folder));
  }

  /** Whether a kustomization of a folder above may make something else of a file. */
  isAltered(file: string): boolean {
    for (let folder = folderOf(file); ; folder = folderOf(folder)) {
      if (this.kustomizations.get(folder)?.alters) return true;
      if (folder === '') return false;
    }
  }

  isKustomized(folder: string): boolean {
    return this.kustomizations.has(folder);
  }

  /** The folder that a path of a repository stands for: this tree may be a folder of that repository. */
  folderAt(path: string): string | undefined {
    const steps = path.split('/').filter((step) => step !== '' && step !== '.');
    while (steps.length > 0 && !this.folders.has(steps.join('/'))) steps.shift();
    const folder = steps.join('/');
    return folder === '' && path.replace(/[./]/g, '') !== '' ? undefined : folder;
  }

  /** What is taken from a folder. */
  taken(folder: string, reading: Reading): Taken[] {
    return this.below(folder, reading, undefined, new Set());
  }

  private below(folder: string, reading: Reading, namespace: string | undefined, seen: Set<string>): Taken[] {
    if (seen.has(folder)) return [];
    seen.add(folder);
    const said = (file: string, home: string | undefined) => ({ file, ...(home !== undefined && { namespace: home }) });
    const listed = this.kustomizations.get(folder);
    if (listed) {
      const home = namespace ?? listed.namespace;
      return listed.files.flatMap((resource) => {
        const path = joined(folder, resource);
        return this.folders.has(path) ? this.below(path, 'generated', home, seen) : [said(path, home)];
      });
    }
    const own = [...(this.files.get(folder) ?? [])].map((file) => said(file, namespace));
    if (reading === 'flat') return own;
    const inner = [...(this.folders.get(folder) ?? [])];
    return [
      ...own,
      ...inner.flatMap((one) =>
        reading === 'recursive' ? this.everything(one) : this.below(one, reading, namespace, seen),
      ),
    ];
  }

  private everything(folder: string): Taken[] {
    const own = [...(this.files.get(folder) ?? [])].map((file) => ({ file }));
    return [...own, ...[...(this.folders.get(folder) ?? [])].flatMap((one) => this.everything(one))];
  }

  private add(file: string): void {
    const folder = folderOf(file);
    const known = this.files.get(folder);
    if (known) known.add(file);
    else this.files.set(folder, new Set([file]));
    this.addFolder(folder);
  }

  private addFolder(folder: string): void {
    if (this.folders.has(folder)) return;
    this.folders.set(folder, new Set());
    this.addFolder(folderOf(folder));
    this.folders.get(folderOf(folder))?.add(folder);
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

/** The files that objects are made of: as they are, as patches, or by a generator, which may give them another name (`key=file`). */
function listedIn(kustomization: unknown): Listed {
  const { resources, bases, components, patches, patchesStrategicMerge, namespace, ...rest } = fields(kustomization);
  const generators = [...items(rest.configMapGenerator), ...items(rest.secretGenerator)];
  const generated = generators.flatMap((one) => [...listed(one.files), ...listed(one.envs)]);
  const patched = items(patches).flatMap(({ path }) => (typeof path === 'string' ? [path] : []));
  const own = [resources, bases, components, patchesStrategicMerge].flatMap(listed);
  return {
    files: [...own, ...patched, ...generated.map((file) => file.slice(file.indexOf('=') + 1))],
    alters: ALTERING.some((key) => key in fields(kustomization)),
    ...(typeof namespace === 'string' && { namespace }),
  };
}

const ALTERING = ['components', 'patches', 'patchesStrategicMerge', 'patchesJson6902', 'replacements', 'transformers'];

const listed = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
