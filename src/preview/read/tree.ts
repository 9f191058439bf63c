import { createHash } from 'node:crypto';
import { dump } from 'js-yaml';
import { Unreadable } from '../../base/limits';
import { sortBy } from '../../base/sort';
import type { Manifest } from '../../kubernetes/manifest';
import type { Side } from '../side';
import { chartIn, chartsIn, isHidden, isTemplate } from './charts';
import { manifestsIn } from './documents';

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

/** What a file adds to the state of an environment, and why it is not read as others are. */
interface Held extends Partial<Pick<Side, 'objects' | 'texts' | 'sources'>> {
  readonly file: string;
  readonly why?: string;
}

/** The state that a folder of manifests describes, whoever made it. */
export function sideOfTree(environment: string, files: readonly Found[], read: Read = new Map()): Side {
  const charts = chartsIn(files.map(({ file }) => file));
  const hosts = new Set(files.flatMap(({ file }) => /^(hosts\/[^/]+\/)plan\.json$/.exec(file)?.[1] ?? []));
  const isOfHost = (file: string) => hosts.has(/^hosts\/[^/]+\//.exec(file)?.[0] ?? '');
  const held = sortBy(files, ({ file }) => file).map((found): Held => {
    const { file, content } = found;
    if (charts.holds(file)) return { file, sources: [{ file, content: textOf(content) }], why: CHART };
    if (typeof content !== 'string') return inBytes(file, content);
    if (!/\.(ya?ml|json)$/i.test(file) || isOfHost(file)) return { file, texts: [{ file, content }] };
    return inDocuments(file, content, parsed(file, content, read));
  });
  const sources = held.flatMap((one) => one.sources ?? []);
  return {
    environment,
    objects: [
      ...held.flatMap((one) => one.objects ?? []),
      ...charts.folders.flatMap((folder) => chartIn(folder, sources)),
    ],
    texts: held.flatMap((one) => one.texts ?? []),
    ...(sources.length > 0 && { sources }),
    unread: held.flatMap(({ file, why }) => (why === undefined ? [] : [{ file, why }])),
    notes: [],
  };
}

const CHART = 'of a Helm chart, passed over; compare what it renders';

function inBytes(file: string, content: Uint8Array): Held {
  return {
    file,
    texts: [{ file, content: textOf(content) }],
    why: 'no text in UTF-8; compared by its bytes',
  };
}

function inDocuments(file: string, content: string, { manifests, others, problem }: Parsed): Held {
  const text = [{ file, content }];
  if ((problem || others.length > 0) && isTemplate(content) && !isHidden(file))
    return { file, sources: text, why: 'a template, passed over; compare what it renders' };
  if (problem) return { file, texts: text, why: `${problem}; compared as text` };
  if (isKustomization(file, manifests)) return { file, texts: text, why: 'kustomize is not run; compared as text' };
  if (manifests.length === 0) return others.length === 0 ? { file } : { file, texts: text };
  const objects = manifests.map((manifest) => ({ manifest, file }));
  if (others.length === 0) return { file, objects };
  return {
    file,
    objects,
    texts: others.map((one, at) => ({ file: `${file} (${at + 1})`, content: dump(one, { sortKeys: true }) })),
    why: 'what names no object in it is compared as text',
  };
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

/** Flux has Kustomizations too, and they are objects. */
function isKustomization(file: string, manifests: readonly Manifest[]): boolean {
  const isOwn = ({ apiVersion }: Manifest) => apiVersion.startsWith('kustomize.config.k8s.io/');
  return /(^|\/)kustomization\.ya?ml$/i.test(file) && manifests.every(isOwn);
}

/** Of bytes, what tells them from others. */
function textOf(content: string | Uint8Array): string {
  if (typeof content === 'string') return content;
  const sha256 = createHash('sha256').update(content).digest('hex');
  return `${content.length} bytes, sha256:${sha256}\n`;
}
