import type { Span } from './span';

/** What a document says, with the places where it does. Keys that stand twice are both there. */
export type Tree = Leaf | List | Entries;

/** A word in a document; its text may be spelled otherwise there. */
export class Leaf {
  constructor(
    readonly text: string,
    private readonly from: number,
    /** Of each letter, and of the end, how far it stands from the beginning. @default - as far as in the text */
    private readonly places?: readonly number[],
    /** A tag such as `!secret` says that it is found elsewhere. */
    readonly isElsewhere = false,
  ) {}

  /** Where a part of it stands in the document. */
  placed([from, to]: Span): Span {
    const place = (at: number) => this.from + (this.places?.[at] ?? at);
    return [place(from), place(to)];
  }
}

export class List {
  constructor(readonly members: readonly Tree[]) {}
}

export class Entries {
  constructor(readonly list: readonly (readonly [key: Leaf, value: Tree])[]) {}
}

/** More than that are aliases that stand for one another, or a document that nobody wrote. */
export const DEEPEST = 100;

/** The inside of a text in double quotes: what it says, and where. */
export function unescaped(inside: string, from: number): Leaf {
  if (!inside.includes('\\') && !inside.includes('\n')) return new Leaf(inside, from);
  let text = '';
  const places: number[] = [];
  for (let at = 0; at < inside.length; ) {
    const [whole, letter = '', hex = ''] = ESCAPE.exec(inside.slice(at, at + 10)) ?? [inside[at] as string];
    const said = whole.startsWith('\\')
      ? (SAID[letter] ?? (hex ? String.fromCharCode(Number.parseInt(hex, 16)) : letter))
      : whole;
    for (let i = 0; i < said.length; i++) places.push(at);
    text += said;
    at += whole.length;
  }
  return new Leaf(text, from, [...places, inside.length]);
}

const ESCAPE = /^\\(?:([^uUx])|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|U[0-9a-fA-F]{8})/s;
const SAID: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  '0': '\0',
  e: '\x1b',
  '\n': '',
};

/** The inside of a text in single quotes of YAML. */
export function undoubled(inside: string, from: number): Leaf {
  if (!inside.includes("''")) return new Leaf(inside, from);
  const places: number[] = [];
  let text = '';
  for (let at = 0; at < inside.length; at += inside.startsWith("''", at) ? 2 : 1) {
    places.push(at);
    text += inside[at];
  }
  return new Leaf(text, from, [...places, inside.length]);
}
