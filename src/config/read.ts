import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { type Finding, finding } from '../diagnostics/finding';
import type { ConfigSchema } from '../model/environment';
import { type Path, PositionedDocument } from './document';
import { findingsOf, keyName, PREFIX, show } from './issues';
import { fields } from './schema';

/** What a configuration file says, or what is wrong with it. Never both. */
export type Read = { readonly config: Readonly<Record<string, unknown>> } | { readonly findings: readonly Finding[] };

/** What the engine was given beside the file (`-c steading:<area>=…`, an environment of Pulumi ESC), by `steading:<area>`. */
export interface Given {
  readonly settings: Readonly<Record<string, string>>;
  /** Keys of those that are secret: the engine has opened them, and nobody may print them. */
  readonly secured: ReadonlySet<string>;
}

const NOTHING: Given = { settings: {}, secured: new Set() };

/**
 * Reads the text of a `Pulumi.<env>.yaml` with the schema of its environment. Keys of other projects are passed over, and so are secure values under
 * keys that nothing reads in plain. What the engine itself was given wins over the file, which still says where a value stands.
 */
export function readConfig(
  file: string,
  source: string,
  schema: ConfigSchema,
  { settings, secured }: Given = NOTHING,
): Read {
  const document = new PositionedDocument(file, source);
  if (document.errors.length > 0) {
    return { findings: document.errors.map(({ detail, at }) => finding('configuration/not-yaml', { detail }, { at })) };
  }
  const whole = document.value() ?? {};
  if (!isMap(whole)) return { findings: [noMap(document, [], 'the file', whole)] };
  const config = whole.config ?? {};
  if (!isMap(config)) return { findings: [noMap(document, ['config'], 'config', config)] };

  const isRead = (key: string) => key.startsWith(PREFIX) && Object.hasOwn(schema, key.slice(PREFIX.length));
  const areas = Object.entries(config).filter(
    ([key, value]) => key.startsWith(PREFIX) && (isRead(key) || !isSecure(value)),
  );
  const inFile = areas.flatMap(([key, value]) => (isSecure(value) ? [[key]] : secureLeaves(value, [key])));
  const known = new Set(inFile.map(([key]) => key));
  const byEngine = [...secured].filter((key) => isRead(key) && !known.has(key)).map((key) => [key]);
  const hidden = [...inFile, ...byEngine];
  if (hidden.length > 0) return { findings: hidden.map((path) => inPlace(document, path)) };

  const values = Object.fromEntries(
    areas.map(([key, value]) => [key.slice(PREFIX.length), settled(value, settings[key])]),
  );
  for (const area of Object.keys(schema)) {
    const setting = settings[PREFIX + area];
    if (!(area in values) && setting !== undefined) values[area] = said(setting);
  }
  for (const [area, one] of Object.entries(schema)) if (area in values) values[area] = unquoted(values[area], one);
  const inText = Object.entries(values).flatMap(([area, value]) => secureLeaves(value, [PREFIX + area]));
  if (inText.length > 0) return { findings: inText.map((path) => inPlace(document, path)) };
  const result = v.safeParse(fields(schema), values);
  return result.success ? { config: result.output } : { findings: findingsOf(result.issues, schema, document) };
}

/** A secure value under an area that is read in plain. */
function inPlace(document: PositionedDocument, [area = '', ...rest]: Path): Finding {
  const key = keyName([String(area).slice(PREFIX.length), ...rest]);
  const params = { key, area: keyName([String(area).slice(PREFIX.length)]) };
  return finding('configuration/secret-in-place', params, { at: document.keyAt(['config', area, ...rest]) });
}

function noMap(document: PositionedDocument, path: readonly string[], key: string, value: unknown): Finding {
  return finding(
    'configuration/wrong-value',
    { key, got: show(value), expected: 'a map of keys' },
    { at: document.valueAt(path) },
  );
}

/** The engine hands back as text what stands in the file: a value that says something else was given to it. */
function settled(value: unknown, setting: string | undefined): unknown {
  if (setting === undefined || setting === (typeof value === 'string' ? value : JSON.stringify(value))) return value;
  const given = said(setting);
  return isDeepStrictEqual(given, value) ? value : given;
}

/** `pulumi config set` and `-c` write maps and lists into the file as a text: where that does not fit, what it says may. */
function unquoted(value: unknown, schema: v.GenericSchema): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value) || v.safeParse(schema, value).success) return value;
  const inside = said(value);
  return v.safeParse(schema, inside).success || secureLeaves(inside, []).length > 0 ? inside : value;
}

/** What a text says, where it is YAML; otherwise it is the value itself. */
function said(text: string): unknown {
  const document = new PositionedDocument('', text);
  return document.errors.length > 0 ? text : document.value();
}

/** A value that `pulumi config set --secret` has closed. */
function isSecure(value: unknown): boolean {
  return isMap(value) && Object.keys(value).join() === 'secure';
}

/** Paths of secure values below an area. */
function secureLeaves(value: unknown, path: Path): Path[] {
  if (value === null || typeof value !== 'object') return [];
  const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return members.flatMap(([key, child]: [string | number, unknown]) =>
    isSecure(child) ? [[...path, key]] : secureLeaves(child, [...path, key]),
  );
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
