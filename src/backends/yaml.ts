import type { Manifest } from '../kubernetes/manifest';
import type { Artifact } from './artifact';
import { keyText, scalar } from './scalars';

/** Texts that stand in quotes: all of a value, or some of its keys. */
type Quoted = true | { readonly [key: string]: Quoted | undefined };

/** Where a manual finds a text by its quotes, with sed or grep. */
const IN_QUOTES: { readonly [kind: string]: Quoted | undefined } = {
  HelmRelease: { spec: { chart: { spec: { version: true } } } },
};

const FIRST = ['apiVersion', 'kind', 'metadata', 'name'];
const INDENT = '  ';

/** The text of a file: one YAML document an object, keys in order. */
export function text({ content, text: written }: Artifact): string {
  return written ?? (typeof content === 'string' ? content : documents(content.map(({ manifest }) => manifest)));
}

/** Objects as they stand in one file. */
export function documents(manifests: readonly Manifest[]): string {
  return manifests.map((manifest) => document(manifest)).join('---\n');
}

/** One object as YAML 1.2 that also reads the same as YAML 1.1, which Kubernetes' own parsers speak. */
export function document(object: object): string {
  const lines: string[] = [];
  write(lines, object, '', '', IN_QUOTES[(object as Partial<Manifest>).kind ?? '']);
  lines.push('');
  return lines.join('\n');
}

/** Adds the lines of a value: the first begins with `begin`, the others with `pad`. */
function write(lines: string[], value: unknown, begin: string, pad: string, quoted?: Quoted): void {
  let head = begin;
  if (isList(value)) {
    for (const member of value) {
      write(lines, member ?? null, `${head}- `, pad + INDENT);
      head = pad;
    }
  } else if (isMap(value)) {
    for (const key of keysOf(value)) {
      const inside = typeof quoted === 'object' ? quoted[key] : undefined;
      writePair(lines, head + keyText(key), value[key], pad + INDENT, inside);
      head = pad;
    }
  } else lines.push(begin + leaf(value, pad, quoted));
}

function writePair(lines: string[], key: string, value: unknown, pad: string, quoted?: Quoted): void {
  if (key.endsWith('\n')) write(lines, value, `${key}${pad.slice(INDENT.length)}: `, pad, quoted);
  else if (isList(value) || isMap(value)) {
    lines.push(`${key}:`);
    write(lines, value, pad, pad, quoted);
  } else lines.push(`${key}: ${leaf(value, pad, quoted)}`);
}

/** What stands on the line of its key: a scalar, or a list or map with nothing in it. */
function leaf(value: unknown, pad: string, quoted?: Quoted): string {
  if (Array.isArray(value)) return '[]';
  if (quoted === true && typeof value === 'string') return JSON.stringify(value);
  const text = scalar(value);
  return text.includes('\n') ? text.replaceAll(/\n {2}/g, `\n${pad}`) : text;
}

/** A list that has members. */
function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0;
}

/** A map that has members. */
function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || Object.prototype.toString.call(value) !== '[object Object]') return false;
  for (const key in value as object) if ((value as Readonly<Record<string, unknown>>)[key] !== undefined) return true;
  return false;
}

/** `apiVersion`, `kind` and `metadata` first, `name` before the rest, all else by code point. What is undefined is left out, as JSON does. */
function keysOf(map: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(map)
    .filter((key) => map[key] !== undefined)
    .sort(byName);
}

function byName(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

function rank(key: string): number {
  const first = FIRST.indexOf(key);
  return first < 0 ? FIRST.length : first;
}
