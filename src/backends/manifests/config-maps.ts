import { createHash } from 'node:crypto';
import { compare, groupBy } from '../../base/sort';
import type { FileNode } from '../../graph/graph';

/** A ConfigMap as it is mounted. */
export interface ConfigMap {
  /** As its workload calls it. */
  readonly base: string;
  /** As it is called in the cluster. */
  readonly name: string;
  /** Files by their keys. */
  readonly files: readonly (readonly [string, FileNode])[];
  /** Its name says what it holds: other contents are another ConfigMap. */
  readonly isGenerated: boolean;
}

/** The ConfigMaps that hold the files of a workload. */
export function configMapsOf(files: readonly FileNode[]): ConfigMap[] {
  return [...groupBy(fileKeys(files), ([file]) => file.configMap)].map(([base, group]) => {
    const isGenerated = group.some(([{ plain }]) => plain !== undefined);
    const keyed = group.map(([file, key]) => [key, file] as const);
    return { base, name: isGenerated ? generatedName(base, keyed) : base, files: keyed, isGenerated };
  });
}

/** Keys of files in their ConfigMaps: base names, or whole paths where two of one map would have the same. */
export function fileKeys(files: readonly FileNode[]): ReadonlyMap<FileNode, string> {
  const base = ({ path }: FileNode) => path.slice(path.lastIndexOf('/') + 1);
  const named = groupBy(files, (file) => `${file.configMap}/${base(file)}`);
  const key = (file: FileNode) =>
    (named.get(`${file.configMap}/${base(file)}`) ?? []).length > 1
      ? file.path.slice(1).replaceAll('/', '_')
      : base(file);
  return new Map(files.map((file) => [file, key(file)]));
}

/**
 * The name that kustomize's `configMapGenerator` gives (`api/hasher`): ten digits of a SHA-256, some of them spelled otherwise. It means to hash the name as well,
 * looks for it in a field that is never there, and hashes an empty one.
 */
function generatedName(name: string, files: readonly (readonly [string, FileNode])[]): string {
  const sorted = [...files].sort(([a], [b]) => compare(a, b));
  const data = Object.fromEntries(sorted.map(([key, { content }]) => [key, content]));
  const digest = createHash('sha256')
    .update(json({ data, kind: 'ConfigMap', name: '' }))
    .digest('hex');
  return `${name}-${digest.slice(0, 10).replaceAll(/[013ae]/g, (digit) => SPELLED[digit] ?? digit)}`;
}

const SPELLED: Readonly<Record<string, string>> = { 0: 'g', 1: 'h', 3: 'k', a: 'm', e: 't' };

/** As Go writes JSON, which escapes what HTML and JavaScript would trip over. */
function json(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
