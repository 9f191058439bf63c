import { dirname, join } from 'node:path';
import { isClusterWide } from '../kubernetes/kinds';
import { type Fields, fields, items, type Manifest } from '../kubernetes/manifest';
import { generated } from './generated';
import { type Patch, patched, patchesIn } from './patches';
import { isKustomization, type Placed, type Texts } from './placed';

/** With what a file is delivered. */
interface Context {
  /** `''` where nothing sets one. */
  readonly namespace: string;
  /** What Flux substitutes. */
  readonly variables: Fields;
}

/** By file. */
type Reach = Map<string, Context[]>;

const NOTHING: Context = { namespace: '', variables: {} };

/**
 * What kustomize and Flux make of objects, as far as their files tell without running them: namespaces, fields that patches add, ConfigMaps and
 * Secrets of generators. A file that several kustomizations use gives an object for each namespace.
 */
export function delivered(placed: readonly Placed[], texts: Texts): readonly Placed[] {
  const tree = new Tree(placed, texts);
  const all = placed.filter((one) => !isKustomization(one) && !tree.isPatch(one.at.file));
  return [...all, ...tree.generated].flatMap((one) => {
    const unit = tree.unitOf(one.at.file);
    const contexts = tree.contextsOf(one);
    const whole = patched(one.manifest, tree.patches);
    const made = contexts.map(({ namespace, variables }) => within(called(whole, variables), namespace));
    const key = ({ metadata }: Manifest) => `${fields(metadata).namespace} ${fields(metadata).name}`;
    return [...new Map(made.map((manifest) => [key(manifest), manifest])).values()].map((manifest) => ({
      ...one,
      manifest,
      unit,
    }));
  });
}

/** The object by its name without the variables whose values or defaults are known. */
function called(manifest: Manifest, variables: Fields): Manifest {
  const { name } = fields(manifest.metadata);
  if (typeof name !== 'string' || !name.includes('${')) return manifest;
  const resolved = (text: string) =>
    text.replaceAll(/\$\{(\w+)(?::?[=-]([^${}]*))?\}/g, (whole, variable, usual) =>
      String(variables[variable] ?? usual ?? whole),
    );
  // A default may hold a variable.
  const plain = resolved(resolved(name));
  return { ...manifest, metadata: { ...manifest.metadata, name: plain } };
}

/** kustomize's `namespace` is the namespace of every object, and the name of a Namespace. */
function within(manifest: Manifest, namespace: string): Manifest {
  if (namespace === '' || manifest.metadata === undefined) return manifest;
  if (manifest.kind === 'Namespace') return { ...manifest, metadata: { ...manifest.metadata, name: namespace } };
  if (isClusterWide(manifest) || /^Cluster[A-Z]/.test(manifest.kind)) return manifest;
  return { ...manifest, metadata: { ...manifest.metadata, namespace } };
}

/** Folders of a repository as kustomize and Flux read them. */
class Tree {
  readonly patches: readonly Patch[];
  readonly generated: Placed[] = [];
  private readonly kustomizations: ReadonlyMap<string, Placed>;
  private readonly files: readonly string[];
  /** Those with files, and those above them. */
  private readonly folders: readonly string[];
  private readonly reach: Reach = new Map();
  private readonly delivered = new Set<string>();
  /** What generators make, by folder, namespace and name. */
  private readonly asked = new Set<string>();
  private readonly patchFiles: ReadonlySet<string>;

  constructor(
    placed: readonly Placed[],
    private readonly texts: Texts,
  ) {
    const own = placed.filter(isKustomization);
    this.files = [...new Set(placed.map(({ at }) => at.file))];
    const folders = new Set(this.files.map((file) => dirname(file)));
    this.folders = [...new Set([...folders].flatMap(ancestors))].filter((folder) => folder !== '.');
    this.kustomizations = new Map(own.map((one) => [dirname(one.at.file), one]));
    const used = new Set([...this.kustomizations].flatMap(([folder, one]) => resourcesOf(folder, one.manifest)));
    const fluxes = placed.filter(({ manifest }) => isOfFlux(manifest));
    for (const { manifest } of fluxes) this.deliver(manifest);
    for (const [folder, one] of this.kustomizations)
      if (!used.has(folder) && !this.delivered.has(folder) && one.manifest.kind !== 'Component')
        this.walk(folder, NOTHING);
    const byFile = (folder: string) => (path: string) =>
      placed.flatMap(({ at, manifest }) => (at.file === join(folder, path) ? [manifest] : []));
    this.patches = [
      ...[...this.kustomizations].flatMap(([folder, one]) => patchesIn(one.manifest, byFile(folder))),
      ...fluxes.flatMap(({ manifest }) => patchesIn(fields(manifest.spec))),
    ];
    this.patchFiles = new Set([...this.kustomizations].flatMap(([folder, one]) => patchPaths(folder, one.manifest)));
  }

  isPatch(file: string): boolean {
    return this.patchFiles.has(file);
  }

  contextsOf({ at, generatedIn }: Placed): readonly Context[] {
    if (generatedIn !== undefined) return [{ namespace: generatedIn, variables: {} }];
    return this.reach.get(at.file) ?? [NOTHING];
  }

  /** The folder with which a file is delivered; nothing where no kustomization is above it. */
  unitOf(file: string): string | undefined {
    for (let folder = dirname(file); ; folder = dirname(folder)) {
      if (this.kustomizations.has(folder) || this.delivered.has(folder)) return folder;
      if (folder === dirname(folder)) return undefined;
    }
  }

  /** A Flux Kustomization names a folder of its repository. Where in the files that repository begins, the folder's path tells. */
  private deliver({ spec }: Manifest): void {
    const { path, targetNamespace, components, postBuild } = fields(spec);
    const wanted = join('/', String(path ?? ''));
    if (wanted === '/') return;
    for (const folder of this.folders) {
      if (!`/${folder}`.endsWith(wanted)) continue;
      this.delivered.add(folder);
      const context = {
        namespace: typeof targetNamespace === 'string' ? targetNamespace : '',
        variables: fields(fields(postBuild).substitute),
      };
      if (this.kustomizations.has(folder)) this.walk(folder, context);
      else this.collect(folder, context);
      const added = Array.isArray(components) ? components.map((one) => joined(folder, String(one))) : [];
      for (const one of added) this.walk(one, context);
    }
  }

  /** A folder without a kustomization: Flux takes all that is below it. */
  private collect(folder: string, context: Context): void {
    const below = this.files.filter((file) => file.startsWith(`${folder}/`));
    for (const file of below) {
      const inner = ancestors(dirname(file)).find(
        (one) => one.startsWith(`${folder}/`) && this.kustomizations.has(one),
      );
      if (inner === undefined) this.add(file, context);
      else this.walk(inner, context);
    }
  }

  private walk(folder: string, outer: Context, open: ReadonlySet<string> = new Set()): void {
    const one = this.kustomizations.get(folder);
    if (!one || open.has(folder)) return;
    const { namespace: own } = one.manifest;
    const namespace = outer.namespace === '' && typeof own === 'string' ? own : outer.namespace;
    const context = { ...outer, namespace };
    for (const path of resourcesOf(folder, one.manifest)) {
      if (this.kustomizations.has(path)) this.walk(path, context, new Set([...open, folder]));
      else this.add(path, context);
    }
    // A generator may name its namespace itself, so that two ways to it make one object.
    for (const made of generated(one, namespace, this.texts)) {
      const key = `${folder} ${made.generatedIn} ${made.manifest.kind} ${made.manifest.metadata.name}`;
      if (!this.asked.has(key)) this.generated.push(made);
      this.asked.add(key);
    }
  }

  private add(file: string, context: Context): void {
    const known = this.reach.get(file);
    if (known) known.push(context);
    else this.reach.set(file, [context]);
  }
}

function joined(folder: string, path: string): string {
  return join(folder, path).replace(/\/$/, '');
}

/** A folder and those above it, the outermost first. */
function ancestors(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [...ancestors(above), folder];
}

function isOfFlux({ apiVersion, kind }: Manifest): boolean {
  return kind === 'Kustomization' && apiVersion.startsWith('kustomize.toolkit.fluxcd.io/');
}

function resourcesOf(folder: string, { resources, bases, components }: Manifest): string[] {
  return [resources, bases, components].flatMap((all) =>
    Array.isArray(all) ? all.flatMap((one) => (typeof one === 'string' ? [joined(folder, one)] : [])) : [],
  );
}

/** Files that look like objects and are patches of such. */
function patchPaths(folder: string, { patches, patchesStrategicMerge, patchesJson6902 }: Manifest): string[] {
  const paths = [
    ...[...items(patches), ...items(patchesJson6902)].map(({ path }) => path),
    ...(Array.isArray(patchesStrategicMerge) ? patchesStrategicMerge : []),
  ];
  return paths.flatMap((path) => (typeof path === 'string' ? [join(folder, path)] : []));
}
