import type { FieldChange } from '../change';
import { isMap } from '../fields/lists';
import { printed } from '../print';
import type { Side } from '../side';
import { type Learnt, learn } from './learn';
import { isPasswordFile, isReference, isSecretName } from './names';
import { type Span, secretSpans } from './spans';

/** What stands for the value of a secret. Where it stands for two different ones, it says of which state it is. */
export const HIDDEN = '‹hidden›';
const HIDDEN_BEFORE = '‹hidden: before›';
const HIDDEN_AFTER = '‹hidden: after›';

/** Maps of which every value is hidden, by kind and path. */
const WHOLE: ReadonlyMap<string, readonly string[]> = new Map([
  ['Secret', ['data', 'stringData']],
  ['SealedSecret', ['spec.encryptedData', 'spec.data', 'spec.template.data', 'spec.template.stringData']],
]);

/** Hides every secret that is known from the two states, or has the name or the form of one. */
export class Veil {
  private readonly learnt: Learnt;
  private readonly marks = new Map<string, string>();

  constructor(...sides: readonly Side[]) {
    this.learnt = learn(sides);
  }

  /** With a mark for each secret: equal for equal values, so that it can be told what has changed. */
  hidden<T>(value: T, kind = ''): T {
    return this.hide(value, kind, '', '') as T;
  }

  /** A sentence of ours: it holds no settings, but may name a value that is known. */
  said(text: string): string {
    return this.replaced(text, this.learnt.known.spans(text)).replace(MARK, HIDDEN);
  }

  whole(text: string): string {
    return this.mark(text);
  }

  private hide(value: unknown, kind: string, path: string, name: string): unknown {
    if (Array.isArray(value)) return value.map((one, at) => this.member(one, value[at - 1], kind, path, name));
    if (isMap(value)) {
      const isWhole = WHOLE.get(kind)?.includes(path) ?? false;
      return Object.fromEntries(
        Object.entries(value).map(([key, one]) => [
          isWhole ? key : this.keyed(key),
          isWhole && one !== null
            ? this.mark(printed(one))
            : this.hide(one, kind, path === '' ? key : `${path}.${key}`, key),
        ]),
      );
    }
    if (path === 'kind' || path === 'apiVersion') return value;
    const isScalar = typeof value === 'string' || typeof value === 'number';
    const isSecret = isSecretName(name) || (kind === 'ConfigMap' && isPasswordFile(name));
    if (isScalar && isSecret && !isReference(`${value}`)) return this.mark(printed(value));
    return typeof value === 'string' ? this.text(value) : value;
  }

  /** A variable has a name and a value; an option and its value are two members. */
  private member(one: unknown, before: unknown, kind: string, path: string, name: string): unknown {
    if (isMap(one) && typeof one.name === 'string' && (typeof one.value === 'string' || typeof one.value === 'number'))
      if (isSecretName(one.name) || this.learnt.keys.has(one.name))
        return { ...(this.hide({ ...one, value: null }, kind, path, name) as object), value: this.given(one.value) };
    const isOption =
      typeof before === 'string' && /^--?[\w.-]+$/.test(before) && isSecretName(before.replace(/^-+/, ''));
    return isOption && typeof one === 'string' ? this.given(one) : this.hide(one, kind, path, name);
  }

  private given(value: string | number): unknown {
    return isReference(`${value}`) ? value : this.mark(printed(value));
  }

  /** A plain word is the name of a field, whatever somebody took for a password. */
  private keyed(key: string): string {
    return /^[A-Za-z]*$/.test(key) ? key : this.replaced(key, this.learnt.known.spans(key));
  }

  private text(text: string): string {
    if (text.length < 3) return text;
    return this.replaced(text, [...this.learnt.known.spans(text), ...secretSpans(text)]);
  }

  private replaced(text: string, spans: readonly Span[]): string {
    if (spans.length === 0) return text;
    let [said, at] = ['', 0];
    for (const [from, to] of merged(spans)) {
      said += text.slice(at, from) + this.mark(text.slice(from, to));
      at = to;
    }
    return said + text.slice(at);
  }

  private mark(value: string): string {
    const known = this.marks.get(value) ?? `‹hidden#${this.marks.size}›`;
    this.marks.set(value, known);
    return known;
  }
}

const MARK = /‹hidden#\d+›/g;

export interface Marked<T> {
  readonly before: T | undefined;
  readonly after: T | undefined;
  readonly fields: readonly FieldChange[];
}

/** The marks as words: equal on both sides, or only before, or only after; numbered where a secret has changed its place. */
export function inWords<T>({ before, after, fields }: Marked<T>): Marked<T> {
  const [old, now, changed] = [before, after, fields].map((one) => new Set(JSON.stringify(one ?? null).match(MARK)));
  const isThere = (marks: ReadonlySet<string> | undefined, mark: string) => marks?.has(mark) ?? false;
  const moved = [...(changed ?? [])].filter((mark) => isThere(old, mark) && isThere(now, mark));
  const word = (mark: string): string => {
    if (moved.includes(mark)) return `‹hidden: ${moved.indexOf(mark) + 1}›`;
    if (isThere(old, mark) && isThere(now, mark)) return HIDDEN;
    if (before === undefined || after === undefined) return HIDDEN;
    return isThere(old, mark) ? HIDDEN_BEFORE : HIDDEN_AFTER;
  };
  return replaced({ before, after, fields }, (text) => text.replace(MARK, word));
}

/** Every text in a value, replaced. */
export function replaced<T>(value: T, replace: (text: string) => string): T {
  if (typeof value === 'string') return replace(value) as T;
  if (Array.isArray(value)) return value.map((one) => replaced(one, replace)) as T;
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [replace(key), replaced(one, replace)])) as T;
}

function merged(spans: readonly Span[]): Span[] {
  const kept: [number, number][] = [];
  for (const [from, to] of [...spans].sort(([a], [b]) => a - b)) {
    const last = kept.at(-1);
    if (last && from < last[1]) last[1] = Math.max(last[1], to);
    else if (to > from) kept.push([from, to]);
  }
  return kept;
}
