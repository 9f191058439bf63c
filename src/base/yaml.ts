import { FAILSAFE_SCHEMA, type LoadOptions, loadAll, type Schema, Type } from 'js-yaml';
import { DEEPEST, roomFor, Unreadable } from './limits';

/** How a text is read, where not as Kubernetes' programs do. */
interface Reading {
  /** What a word means. @default - what sigs.k8s.io/yaml takes it for */
  readonly schema?: Schema;
  /** Of two equal keys the last one counts, or they are a mistake. @default - the last one counts */
  readonly unique?: boolean;
  /** Gets the line of each object. @default - nobody asks */
  readonly places?: Places;
}

/**
 * Every document of a text as kubectl and its peers read it (sigs.k8s.io/yaml: YAML 1.1): `0644` is octal, `on` is true, a date is a text,
 * of two equal keys the last one counts. Errors: {@link Unreadable}, also for what would fill the memory.
 */
export function readYaml(text: string, { schema = KUBERNETES, unique = false, places }: Reading = {}): unknown[] {
  const listener = places ? { listener: placing(places) } : {};
  try {
    return sane(loadAll(text.replace(/^\uFEFF/, ''), undefined, { schema, json: !unique, ...listener }), text.length);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    const line = (error as { mark?: { line?: number } }).mark?.line;
    throw new Unreadable('no YAML', line === undefined ? undefined : line + 1);
  }
}

/** Where maps and lists begin in their text; both count from 1. */
export type Places = Map<object, { readonly line: number; readonly column: number }>;

function placing(places: Places): NonNullable<LoadOptions['listener']> {
  const open: { line: number; column: number }[] = [];
  return (event, state) => {
    if (event === 'open') open.push({ line: state.line + 1, column: state.position - state.lineStart + 1 });
    const place = event === 'close' ? open.pop() : undefined;
    const value: unknown = state.result;
    if (place && typeof value === 'object' && value !== null && !places.has(value)) places.set(value, place);
  };
}

/** The first key that stands twice in one map, which the API server's peers read in different ways. */
export function keyTwice(text: string): { key: string; line: number; column: number } | undefined {
  try {
    loadAll(text.replace(/^\uFEFF/, ''), null, { schema: FAILSAFE_SCHEMA });
  } catch (error) {
    const { reason, mark } = error as { reason?: string; mark?: { line: number; column: number } };
    if (reason !== 'duplicated mapping key' || !mark) return undefined;
    const row = text.split('\n')[mark.line] ?? '';
    const [, key = 'a key'] = /^[\s{,-]*["']?([\w./-]+)["']?\s*:/.exec(row) ?? [];
    return { key, line: mark.line + 1, column: mark.column + 1 };
  }
  return undefined;
}

/** The first document of a text; nothing where it is no YAML. */
export function readDocument(text: string): unknown {
  try {
    return readYaml(text)[0];
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/** Errors: {@link Unreadable}. */
export function readJson(text: string): unknown {
  try {
    return sane(JSON.parse(text.replace(/^\uFEFF/, '')), text.length);
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable('no JSON');
  }
}

/** Neither a ring, nor a few aliases that stand for millions, nor deeper than anybody can read. */
function sane<T>(value: T, length: number): T {
  let left = roomFor(length);
  const walk = (one: unknown, depth: number): void => {
    if (depth > DEEPEST) throw new Unreadable('too deep');
    if (--left < 0) throw new Unreadable('too many aliases');
    if (one !== null && typeof one === 'object') for (const inner of Object.values(one)) walk(inner, depth + 1);
  };
  walk(value, 0);
  return value;
}

const BOOLEAN = new Map([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
]);
const BROKEN = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/;

/** A number that JavaScript cannot hold stays the text that it is. */
function numberOf(text: string): number | string {
  const plain = text.replaceAll('_', '');
  const [, sign = '', digits = plain] = /^([-+]?)(.*)$/.exec(plain) ?? [];
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  const number = Number(octal) * (sign === '-' ? -1 : 1);
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? text : number;
}

const scalar = (name: string, resolve: (text: string) => boolean, construct: (text: string) => unknown) =>
  new Type(`tag:yaml.org,2002:${name}`, {
    kind: 'scalar',
    resolve: (data) => data !== null && resolve(data),
    construct,
  });

const NULL = new Type('tag:yaml.org,2002:null', {
  kind: 'scalar',
  resolve: (data) => data === null || /^(~|null|Null|NULL)?$/.test(data),
  construct: () => null,
});
const MERGE = new Type('tag:yaml.org,2002:merge', {
  kind: 'scalar',
  resolve: (data) => data === '<<' || data === null,
});

const scalars = (booleans: ReadonlyMap<string, boolean>, whole: RegExp): Schema =>
  FAILSAFE_SCHEMA.extend({
    implicit: [
      NULL,
      scalar(
        'bool',
        (text) => text.length <= 5 && booleans.has(text),
        (text) => booleans.get(text),
      ),
      scalar('int', (text) => /^[-+\d]/.test(text) && whole.test(text.replaceAll('_', '')), numberOf),
      scalar('float', (text) => /^[-+.\d]/.test(text) && BROKEN.test(text.replaceAll('_', '')), numberOf),
      MERGE,
    ],
    explicit: [
      scalar(
        'binary',
        () => true,
        (text) => Buffer.from(text, 'base64').toString(),
      ),
      scalar(
        'timestamp',
        () => true,
        (text) => text,
      ),
    ],
  });

const KUBERNETES = scalars(BOOLEAN, /^[-+]?(0[bB][01]+|0[oO]?[0-7]+|0[xX][0-9a-fA-F]+|0|[1-9]\d*)$/);
/** Nobody knows who reads a text in a ConfigMap: only what means the same to every reader is more than its letters. */
export const ANYBODY = scalars(
  new Map([...BOOLEAN].filter(([word]) => /^(true|false)$/.test(word))),
  /^-?(0|[1-9]\d*)$/,
);
