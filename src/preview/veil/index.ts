import { isMap } from '../../kubernetes/manifest';
import { judged, merged, type Span, secretSpans, whole } from '../../secrets/detect';
import type { FieldChange } from '../change';
import { printed } from '../print';
import type { Side } from '../side';
import { type Learnt, learn } from './learn';
import { isPasswordFile } from './names';

/** What stands for the value of a secret. Where it stands for two different ones, it says of which state it is. */
export const HIDDEN = '‹hidden›';
const HIDDEN_BEFORE = '‹hidden: before›';
const HIDDEN_AFTER = '‹hidden: after›';

/** Hides every secret that is known from the two states, or has the name or the form of one. */
export class Veil {
  private readonly learnt: Learnt;
  private readonly marks = new Map<string, string>();

  /** @param shown - names of fields, variables and keys that were hidden wrongly; the keys of a Secret stay hidden */
  constructor(
    sides: readonly Side[],
    private readonly shown: ReadonlySet<string> = new Set(),
  ) {
    this.learnt = learn(sides, this.isShown);
  }

  /** With a mark for each secret: equal for equal values, so that it can be told what has changed. */
  hidden<T>(value: T, kind = ''): T {
    if (typeof value === 'string') return this.text(value, '') as T;
    return judged(value, {
      isVariable: (name) => this.learnt.keys.has(name),
      key: (key) => this.keyed(key),
      visit: (word, how, { name }) => {
        if (how !== 'data' && this.isShown(name)) return typeof word === 'string' ? this.said(word) : word;
        if (how !== 'text' || (kind === 'ConfigMap' && isPasswordFile(name))) return this.mark(printed(word));
        return typeof word === 'string' ? this.text(word, name) : word;
      },
    });
  }

  /** A sentence of ours: it holds no settings, but may name a value that is known. */
  said(text: string): string {
    return this.replaced(text, this.learnt.known.spans(text)).replace(MARK, HIDDEN);
  }

  entirely(text: string): string {
    return this.mark(text);
  }

  private readonly isShown = (name: string): boolean => this.shown.has(name);

  /** A plain word is the name of a field, whatever somebody took for a password. */
  private keyed(key: string): string {
    return /^[A-Za-z]*$/.test(key) ? key : this.replaced(key, this.learnt.known.spans(key));
  }

  private text(text: string, name: string): string {
    if (text.length < 3) return text;
    const found = secretSpans(text, { name, isShown: this.isShown });
    return this.replaced(text, whole(text, merged([...this.learnt.known.spans(text), ...found])));
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
  const both = [...(changed ?? [])].filter((mark) => isThere(old, mark) && isThere(now, mark));
  const moved = new Map(both.map((mark, at) => [mark, at + 1]));
  const word = (mark: string): string => {
    if (moved.has(mark)) return `‹hidden: ${moved.get(mark)}›`;
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
