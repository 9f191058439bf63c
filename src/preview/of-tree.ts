import { createHash } from 'node:crypto';
import { dump } from 'js-yaml';
import type { Manifest } from '../graph/graph';
import { sortBy } from '../graph/sort';
import { chartsIn, isTemplate } from './charts';
import { manifestsIn } from './documents';
import type { Placed, Side, Text } from './side';
import { Unreadable } from './yaml';

/** A file as it was found. */
export interface Found {
  /** Relative to the tree, with `/`. */
  readonly file: string;
  /** Bytes where it is no text in UTF-8. */
  readonly content: string | Uint8Array;
}

/** What a file holds, by its content: read once for both trees, so that what did not change is one and the same object. */
export type Read = Map<string, Parsed>;

interface Parsed {
  readonly manifests: readonly Manifest[];
  /** Of the documents that are none. */
  readonly others: readonly unknown[];
  readonly problem?: string;
}

/** The state that a folder of manifests describes, whoever made it. */
export function sideOfTree(environment: string, files: readonly Found[], read: Read = new Map()): Side {
  const objects: Placed[] = [];
  const texts: Text[] = [];
  const sources: Text[] = [];
  const notes: string[] = [];
  const charts = chartsIn(files.map(({ file }) => file));
  notes.push(...charts.folders.map((folder) => `${folder}: a Helm chart, passed over; compare what it renders`));
  for (const { file, content } of sortBy(files, ({ file }) => file)) {
    const text = typeof content === 'string' ? content : bytesOf(content);
    if (charts.holds(file)) {
      sources.push({ file, content: text });
      continue;
    }
    if (typeof content !== 'string') notes.push(`${file}: no text in UTF-8; compared by its bytes`);
    if (typeof content !== 'string' || !/\.(ya?ml|json)$/i.test(file) || isOfHost(file, files)) {
      texts.push({ file, content: text });
      continue;
    }
    const { manifests, others, problem } = parsed(file, text, read);
    if (problem && isTemplate(text)) {
      notes.push(`${file}: a template, passed over; compare what it renders`);
      sources.push({ file, content: text });
      continue;
    }
    if (isKustomization(file)) notes.push(`${file}: kustomize is not run; compared as text`);
    else if (problem) notes.push(`${file}: ${problem}; compared as text`);
    else if (others.length > 0 && manifests.length > 0)
      notes.push(`${file}: ${others.length} of its documents name no object; compared as text`);
    objects.push(...manifests.map((manifest) => ({ manifest, file })));
    if (manifests.length === 0) texts.push({ file, content: text });
    else
      texts.push(
        ...others.map((one, place) => ({ file: `${file} (${place + 1})`, content: dump(one, { sortKeys: true }) })),
      );
  }
  return { environment, objects, texts, notes, ...(sources.length > 0 && { sources }) };
}

function parsed(file: string, text: string, read: Read): Parsed {
  const key = `${/json$/i.test(file)}${text}`;
  const known = read.get(key) ?? parse(file, text);
  read.set(key, known);
  return known;
}

function parse(file: string, text: string): Parsed {
  try {
    return manifestsIn(text, /json$/i.test(file));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { manifests: [], others: [], problem: error.message };
  }
}

/** Files of a machine that are YAML or JSON are its files all the same. */
function isOfHost(file: string, files: readonly Found[]): boolean {
  const folder = /^hosts\/[^/]+\//.exec(file)?.[0];
  return folder !== undefined && plans(files).has(folder);
}

const planned = new WeakMap<readonly Found[], Set<string>>();

function plans(files: readonly Found[]): Set<string> {
  const known =
    planned.get(files) ?? new Set(files.flatMap(({ file }) => /^(hosts\/[^/]+\/)plan\.json$/.exec(file)?.[1] ?? []));
  planned.set(files, known);
  return known;
}

function isKustomization(file: string): boolean {
  return /(^|\/)kustomization\.ya?ml$/i.test(file);
}

function bytesOf(content: Uint8Array): string {
  const sha256 = createHash('sha256').update(content).digest('hex');
  return `${content.length} bytes, sha256:${sha256}\n`;
}
