import { groupBy } from '../../../base/sort';
import { valueAt } from '../../../base/value-at';
import type { Graph, VaryingNode, WorkloadNode } from '../../../graph/graph';
import type { Layout } from '../../../graph/layout';
import type { Fields, Manifest } from '../../../kubernetes/manifest';
import type { Artifact, Lowered } from '../../artifact';
import { type ConfigMap, configMapsOf } from '../../manifests/config-maps';
import { document, documents } from '../../yaml';

/** A ConfigMap that kustomize makes of plain files. */
export interface Generated extends ConfigMap {
  readonly workload: WorkloadNode;
  readonly namespace: string;
  /** Where its files stand, in the order of its keys. */
  readonly paths: readonly string[];
}

/** The ConfigMaps that are generated, by namespace and name. */
export function generatedOf({ workloads }: Graph, layout: Layout): Map<string, Generated> {
  const all = workloads.flatMap((workload): Generated[] => {
    const { on, files, component } = workload;
    if (!('namespace' in on)) return [];
    const place = layout.place(component, 'v1/ConfigMap', workload.name);
    return configMapsOf(files)
      .filter(({ isGenerated }) => isGenerated)
      .map((map) => ({
        ...map,
        workload,
        namespace: on.namespace,
        paths: map.files.map(([key, { plain = key }]) => `${place}/${plain}`),
      }));
  });
  return new Map(all.map((one) => [`${one.namespace}/${one.name}`, one]));
}

/** The plain files of a generated ConfigMap. It is in the first of them: a file is where an object comes from. */
export function plainFiles({ paths, files }: Generated, object: Lowered): Artifact[] {
  return files.map(([, { content }], i) => ({
    path: paths[i] ?? '',
    mode: 0o644,
    ...(i === 0 ? { content: [object], text: content } : { content }),
  }));
}

/** A file as kustomize reads it: by the names that it will rewrite, and without what an overlay adds. */
export function written(
  artifact: Artifact,
  generated: ReadonlyMap<string, Generated>,
  varying: readonly VaryingNode[],
): Artifact {
  const { content } = artifact;
  if (typeof content === 'string') return artifact;
  const manifests = content.map((object) => without(object, varying, withBaseNames(object.manifest, generated)));
  const isSame = manifests.every((manifest, i) => manifest === content[i]?.manifest);
  return isSame ? artifact : { ...artifact, text: documents(manifests) };
}

function withBaseNames(manifest: Manifest, generated: ReadonlyMap<string, Generated>): Manifest {
  const { namespace } = manifest.metadata;
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return mapped(value, visit);
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value);
    const changed = entries.map(([key, child]) => {
      const { name } = (key === 'configMap' && child ? child : {}) as { name?: string };
      const base = generated.get(`${namespace}/${name}`)?.base;
      return [key, base === undefined ? visit(child) : { ...(child as object), name: base }] as const;
    });
    return changed.some(([, child], i) => child !== entries[i]?.[1]) ? Object.fromEntries(changed) : value;
  };
  return visit(manifest) as Manifest;
}

function mapped(list: readonly unknown[], visit: (value: unknown) => unknown): readonly unknown[] {
  const changed = list.map(visit);
  return changed.some((value, i) => value !== list[i]) ? changed : list;
}

/** What an object of a base lacks. */
function without({ component }: Lowered, varying: readonly VaryingNode[], manifest: Manifest): Manifest {
  return fieldsOf(manifest, component, varying).reduce<Manifest>(
    (rest, path) => removed(rest, path) as Manifest,
    manifest,
  );
}

function removed(object: Fields, [first = '', ...rest]: readonly string[]): Fields {
  const { [first]: inner, ...others } = object;
  return rest.length === 0 ? others : { ...object, [first]: removed(inner as Fields, rest) };
}

/** The patches of an overlay, by the name of their file: what the objects of its base lack. */
export function patchesOf(objects: readonly Lowered[], varying: readonly VaryingNode[]): Map<string, string> {
  const patches = objects.flatMap(({ component, manifest }) => {
    const paths = fieldsOf(manifest, component, varying);
    if (paths.length === 0) return [];
    const { apiVersion, kind, metadata } = manifest;
    const { name, namespace } = metadata;
    const identity = { apiVersion, kind, metadata: { name, ...(namespace && { namespace }) } };
    const patch = paths.reduce<Fields>((all, path) => merged(all, path, valueAt(manifest, path)), identity);
    return [{ file: `${component}-${kind}-${name}`.toLowerCase(), text: document(patch) }];
  });
  return new Map(
    [...groupBy(patches, ({ file }) => file)].map(([file, group]) => [
      `${file}.yaml`,
      group.map(({ text }) => text).join('---\n'),
    ]),
  );
}

/** The fields that vary and that are there, as paths. */
function fieldsOf(manifest: Manifest, component: string, varying: readonly VaryingNode[]): string[][] {
  const name = `${manifest.kind}/${manifest.metadata.name}`;
  return varying
    .filter((one) => one.component === component && one.object === name)
    .flatMap(({ fields }) => fields.map((field) => field.split('.')))
    .filter((path) => valueAt(manifest, path) !== undefined);
}

function merged(object: Fields, [first = '', ...rest]: readonly string[], value: unknown): Fields {
  const inner = rest.length === 0 ? value : merged((object[first] ?? {}) as Fields, rest, value);
  return { ...object, [first]: inner };
}
