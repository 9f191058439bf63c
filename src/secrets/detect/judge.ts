import { givenBy } from './arguments';
import { snake, type Telling, tellingOf } from './names';
import { isReference, looksDrawn } from './references';
import { isValue } from './settings';
import { Entries, Leaf, List } from './tree';

/** Whether a word is a secret as a whole, or a text in which one may stand; `data` is the value of a key of a Secret. */
export type How = 'whole' | 'text' | 'data';
export type Path = readonly (string | number)[];

export interface Place {
  /** What is meant by it: its key, or the name of a variable, a header, a column that stands beside it. */
  readonly name: string;
  readonly path: Path;
}

export interface Judging {
  /** Called for every word but `true`, `false` and nothing; what it returns stands in its place. */
  readonly visit: (word: unknown, how: How, place: Place) => unknown;
  /** What stands in the place of a key. @default - the key */
  readonly key?: (key: string) => string;
  /** Names of variables that hold a secret, whatever they are called. @default - none */
  readonly isVariable?: (name: string) => boolean;
}

/** Maps of which every value is a secret, by kind and path. */
const OF_KIND: ReadonlyMap<string, readonly string[]> = new Map([
  ['Secret', ['data', 'stringData']],
  ['SealedSecret', ['spec.encryptedData', 'spec.data', 'spec.template.data', 'spec.template.stringData']],
]);
const NAMING = [
  'name',
  'key',
  'option',
  'header',
  'variable',
  'var',
  'field',
  'property',
  'parameter',
  'setting',
  'envName',
];
const VALUES =
  /^(value|val|default|defaultValue|content|newValue|stringValue|secretValue|plainText|rawValue|plain|raw|text|string|literal|inline|current|plaintext)$/;
/** Beside these, `secretKey` says under which key of a Secret something is found. */
const ELSEWHERE = [
  'remoteRef',
  'sourceRef',
  'secretName',
  'existingSecret',
  'secretRef',
  'configMapName',
  'secretStoreRef',
];
/** A key of JSON Web Keys that is private. */
const OF_JWK = /^(d|p|q|dp|dq|qi|k)$/;
const OBJECT_NAME = /^[a-z][a-z0-9]*([-.][a-z0-9]+)*$/;

interface Within {
  readonly path: Path;
  readonly name: string;
  readonly telling: Telling;
  /** Path below the object of a kind that holds secrets. */
  readonly object?: { readonly kind: string; readonly at: number };
  /** The command whose arguments they are. */
  readonly command?: readonly string[];
}

const TOP: Within = { path: [], name: '', telling: undefined };

/** Judges every word of a document by where it stands: by its key, what stands beside it, and what holds it. */
export function judged<T>(value: T, judging: Judging): T {
  return new Judge(judging).walk(value, TOP) as T;
}

class Judge {
  constructor(private readonly judging: Judging) {}

  walk(value: unknown, within: Within): unknown {
    const members = listOf(value);
    if (members) return this.list(members, within);
    const entries = entriesOf(value);
    if (entries) return this.map(entries, within);
    return this.word(value, this.how(value, within.name, within.telling), within.name, within.path);
  }

  private map(entries: readonly Entry[], within: Within): unknown {
    const beside = new Map(entries);
    const kind = beside.get('kind');
    const isObject = beside.has('apiVersion') || beside.has('metadata') || within.path.length === 0;
    const ofKind = isObject ? textOf(kind) : undefined;
    const object = ofKind && OF_KIND.has(ofKind) ? { kind: ofKind, at: within.path.length } : within.object;
    const command = wordsOf(beside.get('command'));
    return Object.fromEntries(
      entries.map(([key, one]) => {
        const path = [...within.path, key];
        if (object && isOfKind(object, path)) return [key, this.all(one, key, path)];
        const said = this.judging.key?.(key) ?? key;
        if (!isTree(one)) return [said, this.besides(one, key, beside, { ...within, path })];
        const telling = VALUES.test(key) ? within.telling : tellingOf(key);
        return [
          said,
          this.walk(one, {
            ...{ path, name: key, telling },
            ...(object && { object }),
            ...(key === 'args' && command && { command }),
          }),
        ];
      }),
    );
  }

  /** A word by its key and what stands beside it. */
  private besides(one: unknown, key: string, beside: ReadonlyMap<string, unknown>, within: Within): unknown {
    const text = textOf(one);
    const word = (how: How, name = key) => this.word(one, how, name, within.path);
    if (text === undefined || (within.path.length === 1 && (key === 'kind' || key === 'apiVersion'))) return one;
    if (VALUES.test(key)) {
      const named = namedBeside(beside) ?? within.name;
      if (this.judging.isVariable?.(named) && !isReference(text)) return word('whole', named);
      const telling = tellingOf(named) ?? within.telling;
      return word(isValue(text, telling === 'held' ? 'secret' : telling) ? 'whole' : 'text', named);
    }
    if (/^secret_?key$/i.test(key) && ELSEWHERE.some((other) => beside.has(other))) return word('text');
    if (beside.has('kty') && OF_JWK.test(key)) return word('whole');
    if (within.telling === 'held' && isHeld(within.name, key, one, text)) return word('whole');
    if (/^auths?$/.test(snake(key)) && /^[\w+/]{8,}={0,2}$/.test(text) && decodesToLogin(text)) return word('whole');
    const isNamed = /refs?$|selectors?$/i.test(within.name);
    return word(isNamed && !looksDrawn(text) ? 'text' : this.how(one, key, tellingOf(key)));
  }

  private list(members: readonly unknown[], within: Within): unknown[] {
    const given = givenBy(within.command ?? [], members.map(textOf));
    return members.map((one, at) => {
      const path = [...within.path, at];
      if (isTree(one)) return this.walk(one, { ...within, path });
      if (given.has(at)) return this.word(one, 'whole', within.name, path);
      const isHeldHere = within.telling === 'held' && !/^secrets$/i.test(within.name);
      return this.word(one, this.how(one, within.name, isHeldHere ? 'secret' : within.telling), within.name, path);
    });
  }

  private how(one: unknown, name: string, telling: Telling): How {
    const text = textOf(one);
    if (text === undefined || !isValue(text, telling)) return 'text';
    return isNameOfObject(snake(name), text) ? 'text' : 'whole';
  }

  private all(value: unknown, name: string, path: Path): unknown {
    const entries = entriesOf(value);
    if (value === null) return value;
    if (!entries) return this.judging.visit(value, 'data', { name, path });
    return Object.fromEntries(
      entries.map(([key, one]) => {
        const place = { name: key, path: [...path, key] };
        return [key, one === null ? one : this.judging.visit(one, 'data', place)];
      }),
    );
  }

  private word(one: unknown, how: How, name: string, path: Path): unknown {
    const isElsewhere = one instanceof Leaf && one.isElsewhere;
    return textOf(one) === undefined || isElsewhere ? one : this.judging.visit(one, how, { name, path });
  }
}

type Entry = readonly [key: string, value: unknown];

function listOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : value instanceof List ? value.members : undefined;
}

function entriesOf(value: unknown): readonly Entry[] | undefined {
  if (value instanceof Entries) return value.list.map(([key, one]) => [key.text, one] as const);
  const isWord = value === null || typeof value !== 'object' || value instanceof Leaf || value instanceof List;
  return isWord || Array.isArray(value) ? undefined : Object.entries(value);
}

function isTree(value: unknown): boolean {
  return value !== null && typeof value === 'object' && !(value instanceof Leaf);
}

/** Of a word that can be a secret; of all else, nothing. */
export function textOf(value: unknown): string | undefined {
  if (value instanceof Leaf) return value.text;
  return typeof value === 'string' ? value : typeof value === 'number' ? `${value}` : undefined;
}

/** The path of a patch names what is put there; that of a file does not. */
function namedBeside(beside: ReadonlyMap<string, unknown>): string | undefined {
  const naming = beside.has('op') ? ['path', ...NAMING] : NAMING;
  return naming.map((name) => textOf(beside.get(name))).find((name) => name !== undefined);
}

function wordsOf(value: unknown): string[] | undefined {
  const words = listOf(value)?.map(textOf);
  return words?.every((word): word is string => word !== undefined) ? words : undefined;
}

function isOfKind({ kind, at }: { readonly kind: string; readonly at: number }, path: Path): boolean {
  return OF_KIND.get(kind)?.includes(path.slice(at).join('.')) ?? false;
}

/** Below `secrets` stand values, and names of Secrets as well. */
function isHeld(holder: string, key: string, one: unknown, text: string): boolean {
  if (isReference(text)) return false;
  if (!/secrets$/i.test(holder)) return true;
  if (typeof one === 'number') return false;
  return (
    !OBJECT_NAME.test(text) && !/^(name|path|type|kind|url|file|key|namespace|provider|.*[nN]ame|.*Path)$/.test(key)
  );
}

/** A Secret is named where one could be told: `secret: grafana-admin-credentials`. */
function isNameOfObject(name: string, text: string): boolean {
  if (!/(^|_)(secret|credentials?|creds|auth)$/.test(name) || !OBJECT_NAME.test(text) || looksDrawn(text)) return false;
  return /(^|-)(secrets?|credentials?|creds|auth|tls|certs?|certificate|keys?|tokens?|passwords?|config|admin|env|users?)$/.test(
    text,
  );
}

function decodesToLogin(text: string): boolean {
  return /^[\x20-\x7e]+:[\x20-\x7e]*$/.test(Buffer.from(text, 'base64').toString('latin1'));
}
