import { compare } from '../../../base/sort';
import type { Graph, SecretNode } from '../../../graph/graph';
import { type Layout, layoutOf, type Unit } from '../../../graph/layout';
import { kindOf } from '../../../graph/orders';
import type { GitOpsDelivery } from '../../../model/delivery';
import type { Artifact, Lowered } from '../../artifact';
import { workloadLabels } from '../../manifests/labels';
import { document } from '../../yaml';
import { artifacts, type Homes } from '../files';
import { annotated, holdsState } from '../objects';
import { FILLED, KEPT, ONCE } from './kinds';
import { entryFiles } from './kustomizations';
import { releases } from './releases';
import { type Generated, generatedOf, patchesOf, plainFiles, written } from './written';

/** The tree for Flux: a folder with a kustomization.yaml for each Kustomization, and the Kustomizations themselves. */
export function flux(graph: Graph, delivery: GitOpsDelivery, objects: readonly Lowered[], homes: Homes): Artifact[] {
  const layout = layoutOf(graph, delivery);
  const filled = new Set(graph.secrets.filter(({ store }) => store === 'manual').map(secretKey));
  const all = [...objects.map((object) => withOptions(object, filled, layout)), ...releases(graph, delivery, layout)];
  const generated = generatedOf(graph, layout);
  const ofPlain = (object: Lowered) => generatedAs(object, generated);

  const files = artifacts(
    graph,
    all.filter((object) => !ofPlain(object)),
    homes,
    ({ component, manifest }) =>
      layout.place(component, kindOf(manifest), manifest.metadata.labels?.['app.kubernetes.io/name']),
  ).map((file) => written(file, generated, hasOverlay(layout.unitOf(file.path)) ? graph.varying : []));
  const plain = all.flatMap((object) => {
    const map = ofPlain(object);
    return map ? plainFiles(map, object) : [];
  });
  const delivered = objectsOf(byUnit(layout, [...files, ...plain]));
  const entry = entryFiles(graph, delivery, layout, delivered);
  const named = byUnit(layout, [...files, ...entry]);
  return [
    ...files,
    ...plain,
    ...entry,
    ...(layout.isBootstrapped
      ? [kustomizationFile(`${layout.entry}/flux-system`, { resources: ['gotk-components.yaml', 'gotk-sync.yaml'] })]
      : []),
    ...[...named].flatMap(([unit, resources]) => [
      kustomizationFile(unit.path, {
        configMapGenerator: generators(unit, layout, generated),
        resources: resources.map(({ path }) => below(unit.path, path)).sort(compare),
      }),
      ...overlay(unit, resources.flatMap(lowered), graph),
    ]),
    ...layout.folders
      .filter(({ each }) => each)
      .map(({ path }) => {
        const units = [...named.keys()].filter(({ folder }) => folder.path === path);
        return kustomizationFile(path, { resources: units.map((unit) => below(path, unit.path)).sort(compare) });
      }),
  ];
}

const secretKey = ({ namespace, name }: Pick<SecretNode, 'namespace' | 'name'>): string => `${namespace}/${name}`;
const below = (folder: string, path: string): string => path.slice(folder.length + 1);
const hasOverlay = (unit: Unit | undefined): boolean => unit !== undefined && unit.built !== unit.path;
const lowered = ({ content }: Artifact): readonly Lowered[] => (typeof content === 'string' ? [] : content);

function withOptions(object: Lowered, filled: ReadonlySet<string>, layout: Layout): Lowered {
  const { manifest } = object;
  const { name, namespace = '' } = manifest.metadata;
  const isFilled = manifest.kind === 'Secret' && filled.has(secretKey({ namespace, name }));
  const isOnce = layout.home(object.component)?.folder.once;
  const options = { ...(holdsState(manifest) && KEPT), ...(isFilled && FILLED), ...(isOnce && ONCE) };
  return { ...object, manifest: annotated(manifest, options) };
}

function generatedAs(
  { manifest: { kind, metadata } }: Lowered,
  generated: ReadonlyMap<string, Generated>,
): Generated | undefined {
  return kind === 'ConfigMap' ? generated.get(`${metadata.namespace}/${metadata.name}`) : undefined;
}

/** The files of each unit that has some. What runs on demand is in none. */
function byUnit(layout: Layout, files: readonly Artifact[]): Map<Unit, Artifact[]> {
  const found = new Map<Unit, Artifact[]>(layout.units.map((unit) => [unit, []]));
  for (const file of files) {
    const unit = layout.unitOf(file.path);
    if (unit && lowered(file).some(({ layer }) => layer !== 'onDemand')) found.get(unit)?.push(file);
  }
  return new Map([...found].filter(([, own]) => own.length > 0));
}

function objectsOf(files: ReadonlyMap<Unit, readonly Artifact[]>): Map<Unit, Lowered[]> {
  return new Map([...files].map(([unit, own]) => [unit, own.flatMap(lowered)]));
}

function generators(unit: Unit, layout: Layout, generated: ReadonlyMap<string, Generated>) {
  const here = [...generated.values()].filter(({ paths: [first = ''] }) => layout.unitOf(first) === unit);
  if (here.length === 0) return undefined;
  return here.map(({ base, namespace, workload, files, paths }) => ({
    name: base,
    namespace,
    files: files.map(([key], i) => {
      const file = below(unit.path, paths[i] ?? '');
      return file.endsWith(`/${key}`) || file === key ? file : `${key}=${file}`;
    }),
    options: { labels: workloadLabels(workload) },
  }));
}

/** The overlay of a unit: its base, and what the objects there lack. */
function overlay(unit: Unit, objects: readonly Lowered[], graph: Graph): Artifact[] {
  if (!hasOverlay(unit)) return [];
  const patches = patchesOf(objects, graph.varying);
  const up = unit.built.slice(unit.folder.path.length).replaceAll(/\/[^/]+/g, '../');
  return [
    kustomizationFile(unit.built, {
      resources: [`${up}base`],
      ...(patches.size > 0 && { patches: [...patches.keys()].map((path) => ({ path })) }),
    }),
    ...[...patches].map(([name, text]): Artifact => ({ path: `${unit.built}/${name}`, mode: 0o644, content: text })),
  ];
}

function kustomizationFile(folder: string, fields: object): Artifact {
  const content = document({ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', ...fields });
  return { path: `${folder}/kustomization.yaml`, mode: 0o644, content };
}
