import { readDocument } from '../../base/yaml';
import type { Manifest } from '../../kubernetes/manifest';
import { type Fields, fields, items } from '../../kubernetes/manifest';
import { idOf } from '../match/identity';
import type { Side, Text } from '../side';

interface Read {
  readonly manifest: Manifest;
  /** The files that its values came from. */
  readonly files: readonly string[];
}

/**
 * Both states with the values of charts where Argo CD reads them: a chart of an Application names files of another of its sources (`$values/…`).
 * An Application of which one side's files are not known, as a cluster's are not, stays as it is on both.
 */
export function withValues(before: Side, after: Side): readonly [Side, Side] {
  const unknown = new Set([...unread(before), ...unread(after)]);
  return [inlined(before, unknown), inlined(after, unknown)];
}

function inlined(side: Side, unknown: ReadonlySet<string>): Side {
  const used = new Set<string>();
  const objects = side.objects.map((placed) => {
    const read = unknown.has(idOf(placed.manifest)) ? undefined : readOf(placed.manifest, side.texts);
    for (const file of read?.files ?? []) used.add(file);
    return read ? { ...placed, manifest: read.manifest } : placed;
  });
  return used.size === 0 ? side : { ...side, objects, texts: side.texts.filter(({ file }) => !used.has(file)) };
}

function unread(side: Side): string[] {
  const all = side.objects.filter(({ manifest }) => sourcesOf(manifest).some((source) => referred(source).length > 0));
  return all.flatMap(({ manifest }) => (readOf(manifest, side.texts) ? [] : [idOf(manifest)]));
}

/** An Application with the values in it; nothing where it names no files, or one that is not there. */
function readOf(manifest: Manifest, texts: readonly Text[]): Read | undefined {
  const files: string[] = [];
  const sources = sourcesOf(manifest);
  const refs = new Set(sources.map(({ ref }) => ref));
  const read = sources.map((source) => {
    const paths = referred(source);
    const found = paths.map((path) => (refs.has(path.slice(1).split('/')[0]) ? textAt(path, texts) : undefined));
    if (paths.length === 0 || !found.every((one) => one !== undefined)) return source;
    files.push(...found.map(({ file }) => file));
    const { valueFiles: _, valuesObject, ...helm } = fields(source.helm);
    const all = [...found.map(({ content }) => readDocument(content)), valuesObject];
    return { ...source, helm: { ...helm, valuesObject: all.map(fields).reduce(merged, {}) } };
  });
  if (files.length === 0 || read.some((source) => referred(source).length > 0)) return undefined;
  return { manifest: { ...manifest, spec: { ...fields(manifest.spec), sources: read } }, files };
}

function sourcesOf({ apiVersion, kind, spec }: Manifest): readonly Fields[] {
  return kind === 'Application' && apiVersion.startsWith('argoproj.io/') ? items(fields(spec).sources) : [];
}

/** The files of its values, where all of them are another source's. */
function referred({ helm }: Fields): string[] {
  const { valueFiles, values } = fields(helm);
  const paths = Array.isArray(valueFiles) ? valueFiles.map(String) : [];
  return values === undefined && paths.every((path) => path.startsWith('$')) ? paths : [];
}

/** `$values/home/a.yaml` counts from the root of the repository, of which the tree may be a folder. */
function textAt(path: string, texts: readonly Text[]): Text | undefined {
  const steps = path.split('/').slice(1);
  for (; steps.length > 0; steps.shift()) {
    const found = texts.find(({ file }) => file === steps.join('/'));
    if (found) return found;
  }
  return undefined;
}

/** As Helm merges: maps by their keys, all else as a whole. */
export function merged(below: Fields, above: Fields): Fields {
  const entries = Object.entries(above).map(([key, value]) => {
    const [old, now] = [fields(below[key]), fields(value)];
    return [key, Object.keys(old).length > 0 && Object.keys(now).length > 0 ? merged(old, now) : value] as const;
  });
  return { ...below, ...Object.fromEntries(entries) };
}
