import { groupBy } from '../base/sort';
import { readDocument } from '../base/yaml';
import { at, type Fields, fields, items, type Manifest } from '../kubernetes/manifest';
import { nameOf } from '../preview/consequences/consequence';
import { clusterOf } from '../preview/delivery/owners';
import { identityOf, idOf, placeOf } from '../preview/match/identity';
import { CHART } from '../preview/read/charts';
import type { Placed, Side } from '../preview/side';
import type { Remote } from './charts';
import { folderOf, joined, type Tree } from './tree';

/** A chart with what it is rendered with. */
export interface Release {
  /** The same in both states. */
  readonly id: string;
  /** As the headline names it. */
  readonly said: string;
  readonly placed: Placed;
  readonly name: string;
  readonly namespace: string;
  readonly chart: Remote | { readonly folder: string };
  /** Later ones win. */
  readonly values: readonly Fields[];
  /** As `--set` and `--set-string` take them. */
  readonly parameters: readonly { readonly name: string; readonly value: string; readonly isText: boolean }[];
  readonly definitions: boolean;
  /** Options of kustomize for what it renders. @default - none */
  readonly patched?: Fields;
  /** Why it cannot be rendered, whatever the chart. @default - it can */
  readonly reason?: string;
}

/** Every release of a state whose objects and files are known; `side` has its references resolved. */
export function releasesIn(side: Side, tree: Tree): Release[] {
  const sources = new Map(
    side.objects.map((one) => [
      keyOf(one.manifest.kind, placeOf(one.manifest), one.manifest.metadata.name),
      one.manifest,
    ]),
  );
  const said = side.objects.flatMap((placed): Release[] => {
    const { apiVersion, kind } = placed.manifest;
    if (kind === 'HelmRelease' && apiVersion.startsWith('helm.toolkit.fluxcd.io/'))
      return ofFlux(placed, sources, tree);
    if (kind === 'Application' && apiVersion.startsWith('argoproj.io/')) return ofArgo(placed, tree);
    return [];
  });
  const taken = new Set(said.flatMap(({ chart }) => ('folder' in chart ? [chart.folder] : [])));
  const alone = side.objects.filter(
    ({ manifest, file }) => manifest.apiVersion === CHART && !taken.has(folderOf(file)),
  );
  const all = [...said, ...alone.map((placed) => ofFolder(placed, tree))];
  // Of several in one place, as two clusters may have, each is told by its file.
  const several = groupBy(all, ({ id }) => id);
  return all.map((one) =>
    (several.get(one.id)?.length ?? 0) > 1 ? { ...one, id: `${one.id} ${one.placed.file}` } : one,
  );
}

const keyOf = (kind: string, namespace: string, name: string): string => `${kind} ${namespace} ${name}`;

function ofFlux(placed: Placed, sources: ReadonlyMap<string, Manifest>, tree: Tree): Release[] {
  const { manifest } = placed;
  const spec = fields(manifest.spec);
  const { targetNamespace, releaseName, postRenderers, valuesFrom } = spec;
  const home = placeOf(manifest);
  const namespace = textOf(targetNamespace) ?? home;
  const plain = targetNamespace === undefined ? manifest.metadata.name : `${namespace}-${manifest.metadata.name}`;
  const unknown = items(valuesFrom).find(({ kind, optional }) => kind === 'Secret' && optional !== true);
  const kustomize = items(postRenderers).map(({ kustomize: one }) => fields(one));
  return [
    {
      id: `${clusterOf(placed.file) ?? ''} ${idOf(manifest)}`,
      said: nameOf(identityOf(manifest)),
      placed,
      name: textOf(releaseName) ?? plain,
      namespace,
      ...chartOfFlux(spec, home, sources, tree),
      values: [fields(spec.values)],
      parameters: [],
      definitions: at(spec, 'install').skipCRDs !== true && at(spec, 'install').crds !== 'Skip',
      ...(kustomize.length > 0 && { patched: mergedOptions(kustomize) }),
      ...(unknown && spec.values === undefined && { reason: `its values are those of Secret '${unknown.name}'` }),
    },
  ];
}

/** Lists of several post-renderers, one after the other. */
function mergedOptions(all: readonly Fields[]): Fields {
  const merged: Record<string, unknown[]> = {};
  for (const one of all)
    for (const [key, value] of Object.entries(one))
      if (Array.isArray(value)) merged[key] = [...(merged[key] ?? []), ...value];
  return merged;
}

type Chart = Pick<Release, 'chart' | 'reason'>;

function chartOfFlux(spec: Fields, home: string, sources: ReadonlyMap<string, Manifest>, tree: Tree): Chart {
  const found = (ref: Fields, otherwise?: string) =>
    sources.get(keyOf(String(ref.kind ?? otherwise), textOf(ref.namespace) ?? home, String(ref.name)));
  const none = (reason: string): Chart => ({ chart: { repository: '', chart: '' }, reason });
  if (spec.chartRef !== undefined) {
    const ref = fields(spec.chartRef);
    const source = found(ref);
    if (!source) return none(`the tree has no ${ref.kind} '${ref.name}'`);
    if (source.kind === 'OCIRepository') return ofRegistry(source);
    if (source.kind === 'HelmChart') return chartIn(fields(source.spec), found, tree);
    return none(`the tree does not say what ${ref.kind} '${ref.name}' holds`);
  }
  return chartIn(at(spec, 'chart', 'spec'), found, tree);
}

function ofRegistry({ spec }: Manifest): Chart {
  const { url, ref } = fields(spec);
  const { tag, semver, digest } = fields(ref);
  const [, repository = '', chart = ''] = /^(.*)\/([^/]+)$/.exec(String(url)) ?? [];
  const version = textOf(semver ?? tag);
  if (version === undefined && digest !== undefined)
    return { chart: { repository, chart }, reason: 'its chart is named by a digest alone' };
  return { chart: { repository, chart, ...(version !== undefined && { version }) } };
}

/** What a HelmRelease or a HelmChart says of a chart: `chart`, `version`, `sourceRef`. */
function chartIn(
  { chart, version, sourceRef }: Fields,
  found: (ref: Fields, otherwise?: string) => Manifest | undefined,
  tree: Tree,
): Chart {
  const ref = fields(sourceRef);
  if (ref.kind === 'GitRepository' || ref.kind === 'Bucket') {
    const folder = typeof chart === 'string' ? tree.folderAt(chart) : undefined;
    if (folder !== undefined && tree.file(joined(folder, 'Chart.yaml') ?? '')) return { chart: { folder } };
    return { chart: { folder: '' }, reason: `its chart stands in ${ref.kind} '${ref.name}'` };
  }
  const source = found(ref, 'HelmRepository');
  const repository = textOf(fields(source?.spec).url)?.replace(/\/+$/, '');
  const remote = {
    repository: repository ?? '',
    chart: String(chart),
    ...(version !== undefined && { version: String(version) }),
  };
  return repository === undefined
    ? { chart: remote, reason: `the tree has no HelmRepository '${ref.name}'` }
    : { chart: remote };
}

function ofArgo(placed: Placed, tree: Tree): Release[] {
  const { manifest } = placed;
  const { source, sources, destination } = fields(manifest.spec);
  const all = [...(source === undefined ? [] : [fields(source)]), ...items(sources)];
  return all.flatMap((one, place): Release[] => {
    const helm = fields(one.helm);
    const folder = one.chart === undefined && typeof one.path === 'string' ? tree.folderAt(one.path) : undefined;
    const isLocal = folder !== undefined && tree.file(joined(folder, 'Chart.yaml') ?? '') !== undefined;
    if (typeof one.chart !== 'string' && !isLocal) return [];
    const files = valueFiles(helm, folder, tree);
    const own = helm.valuesObject ?? (typeof helm.values === 'string' ? readDocument(helm.values) : undefined);
    const missing = files.find((file) => typeof file === 'string');
    const repository = String(one.repoURL ?? '').replace(/\/+$/, '');
    return [
      {
        id: `${clusterOf(placed.file) ?? ''} ${idOf(manifest)} ${place}`,
        said: nameOf(identityOf(manifest)),
        placed,
        name: textOf(helm.releaseName) ?? manifest.metadata.name,
        namespace: textOf(helm.namespace) ?? textOf(fields(destination).namespace) ?? 'default',
        chart: isLocal
          ? { folder }
          : {
              // Argo CD names a registry without its scheme.
              repository: /^\w+:\/\//.test(repository) ? repository : `oci://${repository}`,
              chart: String(one.chart),
              ...(one.targetRevision !== undefined && { version: String(one.targetRevision) }),
            },
        values: [...files.filter((file): file is Fields => typeof file !== 'string'), fields(own)],
        parameters: items(helm.parameters).map(({ name, value, forceString }) => ({
          ...{ name: String(name), value: String(value ?? ''), isText: forceString === true },
        })),
        definitions: helm.skipCrds !== true,
        ...(missing !== undefined && { reason: `the tree has no file '${missing}'` }),
      },
    ];
  });
}

/** The files of its values; the path of one that is not there. */
function valueFiles(helm: Fields, folder: string | undefined, tree: Tree): (Fields | string)[] {
  const paths = Array.isArray(helm.valueFiles) ? helm.valueFiles.map(String) : [];
  return paths.flatMap((path): (Fields | string)[] => {
    const at = path.startsWith('$')
      ? fileAt(path.split('/').slice(1), tree)
      : path.startsWith('/')
        ? path.slice(1)
        : joined(folder ?? '', path);
    if (at !== undefined && tree.text(at) !== undefined) return [fields(tree.document(at))];
    return helm.ignoreMissingValueFiles === true ? [] : [path];
  });
}

function fileAt(steps: string[], tree: Tree): string | undefined {
  for (let rest = steps; rest.length > 0; rest = rest.slice(1)) if (tree.file(rest.join('/'))) return rest.join('/');
  return undefined;
}

/** A chart of which the tree does not say who installs it: under the name of its folder, as ApplicationSets do it by `{{path.basename}}`. */
function ofFolder(placed: Placed, _tree: Tree): Release {
  const folder = folderOf(placed.file);
  const name = (folder.slice(folder.lastIndexOf('/') + 1) || String(fields(placed.manifest.spec).name))
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '-');
  return {
    ...{ id: folder || 'Chart.yaml', said: folder || 'Chart.yaml', placed, name, namespace: name, chart: { folder } },
    ...{ values: [], parameters: [], definitions: true },
  };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
