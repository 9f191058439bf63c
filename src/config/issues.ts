import { closest } from 'fastest-levenshtein';
import * as v from 'valibot';
import { cut } from '../base/cut';
import { type Finding, finding } from '../diagnostics/finding';
import type { ConfigSchema } from '../model/environment';
import { hidden } from '../secrets/detect';
import type { Path, PositionedDocument } from './document';
import { isWithoutCredential } from './schema';

export const PREFIX = 'steading:';

type Issue = v.BaseIssue<unknown>;

/** What a schema has against a configuration, each at its line. */
export function findingsOf(issues: readonly Issue[], schema: ConfigSchema, document: PositionedDocument): Finding[] {
  const found = issues.map((issue): Finding => {
    const first = issue.type === 'union' ? (issue.issues?.[0] ?? issue) : issue;
    const list = listInPlaceOfMap(first);
    if (list) {
      const params = { key: keyName(list.path), got: show(list.value), expected: 'a map of keys' };
      return finding('configuration/wrong-value', params, { at: document.valueAt(inFile(list.path)) });
    }
    const path = (first.path ?? issue.path ?? []).map((item) => item.key as string | number);
    const key = keyName(path);
    if (first.type === 'strict_object' && first.expected === 'never') {
      const siblings = path.slice(0, -1);
      const known = Object.keys(entriesAt(schema, siblings)).map((last) => keyName([...siblings, last]));
      const nearest = known.length > 0 ? closest(key, known) : undefined;
      return finding('configuration/unknown-key', { key, known, nearest }, { at: document.keyAt(inFile(path)) });
    }
    if (first.received === 'undefined') {
      const own = first.type === 'raw_check' ? first.message : undefined;
      const params = { key, expected: own ?? expectedAt(schema, path) ?? expected(first) };
      return finding('configuration/missing-key', params, { at: document.keyAt(inFile(path.slice(0, -1))) });
    }
    const at = document.valueAt(inFile(path));
    if ('requirement' in first && first.requirement === isWithoutCredential)
      return finding('configuration/credential-in-address', { key, place: first.message }, { at });
    const params = { key, got: show(first.input), expected: expected(first) };
    return finding('configuration/wrong-value', params, { at });
  });
  return [...new Map(found.map((each) => [each.message, each])).values()];
}

/** valibot takes a list for a map with numbers as keys, and misses the keys that a map would have. */
function listInPlaceOfMap({ type, path: items }: Issue): { path: Path; value: unknown } | undefined {
  const path: readonly v.IssuePathItem[] = items ?? [];
  const at = path.findIndex(
    ({ input, key }) => Array.isArray(input) && (typeof key === 'string' || type === 'strict_object'),
  );
  if (at < 0) return undefined;
  return { path: path.slice(0, at).map(({ key }) => key as string | number), value: path[at]?.input };
}

/** `steading:cluster.nodes.homelab.cpu`. */
export function keyName([area, ...rest]: Path): string {
  return `${PREFIX}${cut(String(area ?? ''))}${rest.map((key) => (typeof key === 'number' ? `[${key}]` : `.${cut(key)}`)).join('')}`;
}

/** In characters: what is said of a value is in its first few, whatever its length. */
const LOOKED_AT = 4000;

/** As it is said to a person: with nothing secret in it, whatever is wrong with it. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (value !== null && typeof value === 'object') return 'a map';
  if (typeof value !== 'string') return String(value);
  const seen = hidden(value.slice(0, LOOKED_AT));
  return `'${cut(seen, undefined, value.length)}'`;
}

function inFile([area, ...rest]: Path): Path {
  return area === undefined ? ['config'] : ['config', `${PREFIX}${area}`, ...rest];
}

/** Our own messages say what is expected; valibot's say it in `expected`. */
function expected({ message, expected: type }: Issue): string {
  return message.startsWith('Invalid') ? (type === 'Object' ? 'a map of keys' : (type ?? 'another value')) : message;
}

/** What the schema of a missing value would have taken. */
function expectedAt(schema: ConfigSchema, path: Path): string | undefined {
  const missing = entriesAt(schema, path.slice(0, -1))[String(path.at(-1))];
  const [issue] = missing ? (v.safeParse(missing, undefined).issues ?? []) : [];
  return issue && expected(issue);
}

type Inner = {
  readonly entries?: Readonly<Record<string, v.GenericSchema>>;
  readonly item?: Inner;
  readonly value?: Inner;
  readonly wrapped?: Inner;
  readonly pipe?: readonly Inner[];
};

/** The entries of the object schema that stands at a path. */
function entriesAt(schema: ConfigSchema, path: Path): Readonly<Record<string, v.GenericSchema>> {
  let at: Inner | undefined = { entries: schema };
  for (const key of path) {
    const { entries, item, value }: Inner = unwrapped(at) ?? {};
    at = (entries?.[String(key)] as Inner | undefined) ?? item ?? value;
  }
  return unwrapped(at)?.entries ?? {};
}

function unwrapped(schema: Inner | undefined): Inner | undefined {
  if (!schema || schema.entries || schema.item) return schema;
  const inside = [schema.wrapped, ...(schema.pipe?.filter((part) => part !== schema) ?? [])];
  const found = inside.map(unwrapped).find((inner) => inner && (inner.entries || inner.item || inner.value));
  return found ?? schema;
}
