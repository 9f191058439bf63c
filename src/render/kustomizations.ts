import { at, type Fields, fields, isMap, items, type Manifest } from '../kubernetes/manifest';
import { clusterOf, ownersOf } from '../preview/delivery/owners';
import { claimsOf } from '../preview/delivery/sources';
import { idOf, placeOf } from '../preview/match/identity';
import type { Found } from '../preview/read/tree';
import type { Placed, Side } from '../preview/side';
import { referredIn, type Variables } from './substitute';
import { digestOf, folderOf, joined, type Tree } from './tree';

/** A folder that kustomize builds, and for whom. */
export interface Build {
  /** The same in both states. */
  readonly id: string;
  readonly folder: string;
  /** The object that delivers it. @default - the tree does not say which */
  readonly owner?: Placed;
  /** What the owner adds to the kustomization. */
  readonly options: Fields;
  /** Of objects that have none. @default - none */
  readonly namespace?: string;
  /** @default - nothing is put into it */
  readonly variables?: Variables;
  readonly reads: Reads;
  /** The same where nothing differs. */
  readonly inputs: string;
}

/** What a kustomization is made of. */
export interface Reads {
  readonly files: readonly Found[];
  /** Its bases, patches … that the tree does not have. */
  readonly remote: readonly string[];
  /** Why kustomize is not to be run on it. */
  readonly reason?: string;
  /** Whether it takes files that stand outside of its folder. */
  readonly leavesFolder: boolean;
}

/** Every kustomization of a state. */
export function buildsIn(side: Side, tree: Tree): Build[] {
  const { folders } = ownersOf(side);
  const owned = side.objects.flatMap((placed) => {
    const claims = claimsOf(placed);
    return claims.flatMap(({ path }, place) => {
      const folder = tree.folderAt(path);
      if (folder === undefined || !isOurs(side, placed, folder)) return [];
      if (placed.manifest.kind === 'Application' && tree.kustomization(folder) === undefined) return [];
      return [buildFrom(placed, claims.length > 1 ? place : undefined, folder, side, tree)];
    });
  });
  const taken = new Set(owned.flatMap(({ reads }) => reads.files.map(({ file }) => file)));
  const alone = folders
    .roots()
    .filter((folder) => !taken.has(tree.kustomization(folder) ?? ''))
    .map((folder): Build => {
      const reads = readsOf(folder, tree);
      return { id: `folder ${folder}`, folder, options: {}, reads, inputs: digestOf(reads.files) };
    });
  return [...owned, ...alone];
}

/** Whether a source is this tree: then its files are known to be taken. */
function isOurs(side: Side, { manifest }: Placed, folder: string): boolean {
  const { allByFile, folders } = ownersOf(side);
  const id = idOf(manifest);
  return folders
    .taken(folder, 'generated')
    .some(({ file }) => allByFile.get(file)?.some((owner) => idOf(owner.manifest) === id));
}

function buildFrom(owner: Placed, place: number | undefined, folder: string, side: Side, tree: Tree): Build {
  const { manifest, file } = owner;
  const isFlux = manifest.kind === 'Kustomization';
  const options = isFlux ? optionsOfFlux(manifest) : optionsOfArgo(manifest, place);
  const components = componentsOf(options).flatMap((one) => joined(folder, one) ?? []);
  const own = readsOf(folder, tree);
  const more = components.map((one) => readsOf(one, tree));
  const reads: Reads = {
    ...own,
    files: [...new Set([own, ...more].flatMap(({ files }) => files))],
    remote: [own, ...more].flatMap(({ remote }) => remote),
  };
  const variables = isFlux ? variablesOf(manifest, side) : undefined;
  const used =
    variables &&
    new Set(reads.files.flatMap(({ content }) => (typeof content === 'string' ? [...referredIn(content)] : [])));
  const namespace = isFlux ? undefined : at(manifest.spec, 'destination').namespace;
  const known = variables && [...variables.values].filter(([name]) => used?.has(name)).sort();
  return {
    id: `${clusterOf(file) ?? ''} ${idOf(manifest)} ${place ?? ''}`,
    ...{ folder, owner, options, reads },
    ...(typeof namespace === 'string' && { namespace }),
    ...(variables && { variables }),
    inputs: digestOf(reads.files, folder, options, namespace, known, variables?.complete),
  };
}

const componentsOf = ({ components }: Fields): string[] => (Array.isArray(components) ? components.map(String) : []);

/** What the kustomize-controller adds (fluxcd/pkg/kustomize, `kustomize_generator.go`). */
function optionsOfFlux({ spec }: Manifest): Fields {
  const { targetNamespace, namePrefix, nameSuffix, patches, images, components, commonMetadata } = fields(spec);
  const { labels, annotations } = fields(commonMetadata);
  return {
    ...(typeof targetNamespace === 'string' && { namespace: targetNamespace }),
    ...(typeof namePrefix === 'string' && { namePrefix }),
    ...(typeof nameSuffix === 'string' && { nameSuffix }),
    ...(Array.isArray(patches) && { patches: inline(patches) }),
    ...(Array.isArray(images) && { images }),
    ...(Array.isArray(components) && { components }),
    ...(isMap(labels) && { labels: [{ pairs: labels, includeSelectors: false }] }),
    ...(isMap(annotations) && { commonAnnotations: annotations }),
  };
}

/** `spec.source.kustomize` of Argo CD. */
function optionsOfArgo({ spec }: Manifest, place: number | undefined): Fields {
  const { source, sources } = fields(spec);
  const said = at(place === undefined || source !== undefined ? source : items(sources)[place], 'kustomize');
  const { namePrefix, nameSuffix, namespace, patches, images, components, commonLabels, commonAnnotations, replicas } =
    said;
  return {
    ...Object.fromEntries(
      Object.entries({ namePrefix, nameSuffix, namespace }).filter(([, one]) => typeof one === 'string'),
    ),
    ...(Array.isArray(patches) && { patches: inline(patches) }),
    ...(Array.isArray(images) && { images: images.map(String).map(imageOf) }),
    ...(Array.isArray(components) && { components }),
    ...(Array.isArray(replicas) && { replicas }),
    ...(isMap(commonLabels) && {
      labels: [{ pairs: commonLabels, includeSelectors: said.labelWithoutSelector !== true }],
    }),
    ...(isMap(commonAnnotations) && { commonAnnotations }),
  };
}

/** An owner's patches stand in itself; a path would lead to a file. */
const inline = (patches: readonly unknown[]) =>
  items(patches).map(({ patch, target, options }) => ({
    patch,
    ...(target !== undefined && { target }),
    ...(options !== undefined && { options }),
  }));

/** `name=other:tag`, as `kustomize edit set image` takes it. */
function imageOf(text: string): Fields {
  const [, name, image = name] = /^([^=]+)=(.*)$/.exec(text) ?? [undefined, text.replace(/[:@][^/]*$/, ''), text];
  const [, newName = image, digest, newTag] = /^(.*?)(?:@(sha256:[0-9a-f]+)|:([^:/@]+))?$/.exec(String(image)) ?? [];
  return { name, newName, ...(digest !== undefined && { digest }), ...(newTag !== undefined && { newTag }) };
}

/** `postBuild`: what is in ConfigMaps of the tree is known, what is in Secrets is not. */
function variablesOf({ metadata, spec }: Manifest, side: Side): Variables | undefined {
  const { substitute, substituteFrom } = at(spec, 'postBuild');
  const values = new Map<string, string>();
  let complete = true;
  for (const { kind, name } of items(substituteFrom)) {
    const place = metadata.namespace ?? 'default';
    const found = side.objects.find(
      ({ manifest }) => manifest.kind === kind && manifest.metadata.name === name && placeOf(manifest) === place,
    );
    if (kind === 'ConfigMap' && found)
      for (const [key, value] of Object.entries(fields(found.manifest.data))) values.set(key, String(value));
    else complete = false;
  }
  for (const [key, value] of Object.entries(fields(substitute))) values.set(key, String(value ?? ''));
  return values.size === 0 ? undefined : { values, complete };
}

const LISTS = [
  'resources',
  'bases',
  'components',
  'patchesStrategicMerge',
  'crds',
  'configurations',
  'generators',
  'transformers',
  'validators',
];

/** Every file that a kustomization may read: whatever its texts name. */
function readsOf(folder: string, tree: Tree): Reads {
  const files = new Map<string, Found>();
  const seen = new Set<string>();
  const remote: string[] = [];
  const reasons: string[] = [];
  let [leavesFolder, hasPrograms] = [false, false];
  const add = (found: Found) => files.set(found.file, found);
  const visit = (at: string): void => {
    if (seen.has(at)) return;
    seen.add(at);
    const file = tree.kustomization(at);
    if (file === undefined) {
      for (const found of tree.below(at)) {
        add(found);
        if (/(^|\/)kustomization\.ya?ml$/.test(found.file)) visit(folderOf(found.file));
      }
      return;
    }
    add(tree.file(file) as Found);
    const said = fields(tree.document(file));
    if (items(said.helmCharts).length > 0) reasons.push(`${file} has charts of its own (helmCharts)`);
    hasPrograms ||= ['generators', 'transformers', 'validators'].some((key) => said[key] !== undefined);
    const paths = pathsIn(said);
    remote.push(...paths.filter(isRemote));
    const outside = paths.find((path) => !isRemote(path) && joined(at, path) === undefined);
    if (outside !== undefined) reasons.push(`${file} takes '${outside}', which is outside of the tree`);
    for (const text of [...paths, ...textsIn(said)]) {
      const path = joined(at, text);
      if (path === undefined || path === at) continue;
      const found = tree.file(path);
      if (found) {
        add(found);
        leavesFolder ||= at !== '' && !path.startsWith(`${at}/`);
      } else if (tree.isFolder(path)) visit(path);
    }
  };
  visit(folder);
  // kustomize's own restriction to its folder is lifted for it, and programs may name further files.
  if (leavesFolder && hasPrograms)
    reasons.push(`${folder} has generators or transformers, and takes files of other folders`);
  const [reason] = reasons;
  return { files: [...files.values()], remote, leavesFolder, ...(reason !== undefined && { reason }) };
}

/** Where a kustomization names files, of a generator without the key that a file gets (`key=file`). */
function pathsIn(said: Fields): string[] {
  const listed = LISTS.flatMap((key) => (Array.isArray(said[key]) ? (said[key] as unknown[]) : []));
  const patches = [
    ...items(said.patches),
    ...items(said.patchesJson6902),
    ...items(said.replacements),
    fields(said.openapi),
  ];
  const generated = [...items(said.configMapGenerator), ...items(said.secretGenerator)].flatMap(
    ({ files, envs, env }) => [files, envs, [env]].flatMap((one) => (Array.isArray(one) ? one : [])),
  );
  const all = [
    ...listed,
    ...patches.map(({ path }) => path),
    ...generated.map((one) => (typeof one === 'string' ? one.slice(one.indexOf('=') + 1) : one)),
  ];
  // Lists of resources may hold whole documents.
  return all.filter((one): one is string => typeof one === 'string' && !one.includes('\n'));
}

/** Every text in a document, as any of them may be a path. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    if (value.length < 1000 && !value.includes('\n')) yield value;
  } else if (value !== null && typeof value === 'object') for (const one of Object.values(value)) yield* textsIn(one);
}

const REMOTE =
  /^(https?:\/\/|git@|git::|ssh:\/\/|file:\/\/|github\.com[/:]|gitlab\.com[/:])|[?&](ref|version)=|\.git(\/\/|$)/;

export const isRemote = (text: string): boolean => REMOTE.test(text);
