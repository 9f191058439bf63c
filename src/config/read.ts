import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { parse, parseDocument } from 'yaml';
import { type Finding, finding } from '../diagnostics/finding';
import type { ConfigSchema } from '../model/environment';
import { PositionedDocument } from './document';
import { findingsOf, keyName, PREFIX, show } from './issues';
import { fields } from './schema';

/** What a configuration file says, or what is wrong with it. Never both. */
export type Read = { readonly config: Readonly<Record<string, unknown>> } | { readonly findings: readonly Finding[] };

/**
 * Reads the text of a `Pulumi.<env>.yaml` with the schema of its environment. Keys of other projects are passed over, and so are secure values,
 * which only the engine can open. What the engine itself was given (`-c steading:<area>=…`) wins over the file, which still says where a value stands.
 */
export function readConfig(
  file: string,
  source: string,
  schema: ConfigSchema,
  settings: Readonly<Record<string, string>> = {},
): Read {
  const document = new PositionedDocument(file, source);
  if (document.errors.length > 0) {
    return { findings: document.errors.map(({ detail, at }) => finding('configuration/not-yaml', { detail }, { at })) };
  }
  const whole = document.value() ?? {};
  if (!isMap(whole)) return { findings: [noMap(document, [], 'the file', whole)] };
  const config = whole.config ?? {};
  if (!isMap(config)) return { findings: [noMap(document, ['config'], 'config', config)] };

  const areas = Object.entries(config).filter(([key, value]) => key.startsWith(PREFIX) && !isSecure(value));
  const hidden = areas.flatMap(([key, value]) => secureLeaves(value, [key]));
  if (hidden.length > 0) {
    return {
      findings: hidden.map(([area = '', ...rest]) => {
        const key = keyName([area.slice(PREFIX.length), ...rest]);
        return finding('configuration/secret-in-place', { key }, { at: document.keyAt(['config', area, ...rest]) });
      }),
    };
  }
  const values = Object.fromEntries(
    areas.map(([key, value]) => [key.slice(PREFIX.length), settled(value, settings[key])]),
  );
  for (const area of Object.keys(schema)) {
    const setting = settings[PREFIX + area];
    if (!(area in values) && setting !== undefined) values[area] = parse(setting);
  }
  for (const [area, one] of Object.entries(schema)) if (area in values) values[area] = unquoted(values[area], one);
  const result = v.safeParse(fields(schema), values);
  return result.success ? { config: result.output } : { findings: findingsOf(result.issues, schema, document) };
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
  const given: unknown = parse(setting);
  return isDeepStrictEqual(given, value) ? value : given;
}

/** `pulumi config set` and `-c` write maps and lists into the file as a text: where that does not fit, what it says may. */
function unquoted(value: unknown, schema: v.GenericSchema): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value) || v.safeParse(schema, value).success) return value;
  const { errors, contents } = parseDocument(value);
  const said: unknown = errors.length > 0 ? value : contents?.toJSON();
  return v.safeParse(schema, said).success ? said : value;
}

/** A value that `pulumi config set --secret` has closed. */
function isSecure(value: unknown): boolean {
  return isMap(value) && Object.keys(value).join() === 'secure';
}

/** Paths of secure values below the top level, where only the engine could open them. */
function secureLeaves(value: unknown, path: readonly string[]): string[][] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, child]) =>
    isSecure(child) ? [[...path, key]] : secureLeaves(child, [...path, key]),
  );
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
