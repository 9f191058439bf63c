/** One character of a text, or a class of them. */
export type Item =
  | { readonly from: number; readonly to: number }
  | { readonly category: Category; readonly negated: boolean };

/** What one place of a text has to be. */
export interface Characters {
  readonly items: readonly Item[];
  readonly negated: boolean;
  readonly ignoresCase: boolean;
  readonly ascii: boolean;
}

type Category = 'd' | 's' | 'w';
type Test = (character: string) => boolean;

/** As `str.isdecimal`, `isspace`, and `isalnum` with `_`: neither is JavaScript's class of that letter. */
const UNICODE: Readonly<Record<Category, Test>> = {
  d: (character) => /\p{Nd}/u.test(character),
  s: (character) => (/\s/.test(character) && character !== '\ufeff') || SEPARATORS.has(character.codePointAt(0) ?? 0),
  w: (character) => /[\p{L}\p{N}_]/u.test(character),
};
const ASCII: Readonly<Record<Category, Test>> = {
  d: (character) => /[0-9]/.test(character),
  s: (character) => /[\t-\r ]/.test(character),
  w: (character) => /[A-Za-z0-9_]/.test(character),
};
/** Of files, groups, records and units, and NEL: space in Python alone. */
const SEPARATORS = new Set([0x1c, 0x1d, 0x1e, 0x1f, 0x85]);

export const literal = (code: number): Item => ({ from: code, to: code });

/** Whether a character is of a word: letters, digits and `_`. */
export function isWord(character: string | undefined, ascii: boolean): boolean {
  return character !== undefined && (ascii ? ASCII : UNICODE).w(character);
}

export function isOf({ items, negated, ignoresCase, ascii }: Characters, character: string): boolean {
  const forms = ignoresCase ? cases(character, ascii) : [character];
  return forms.some((form) => items.some((item) => fits(item, form, ascii))) !== negated;
}

/** Whether two characters are one, but for their case. */
export function isSame(a: string | undefined, b: string | undefined, ignoresCase: boolean, ascii: boolean): boolean {
  if (a === undefined || b === undefined || a === b || !ignoresCase) return a === b;
  return cases(a, ascii).some((form) => cases(b, ascii).includes(form));
}

function cases(character: string, ascii: boolean): string[] {
  if (ascii && !/^[A-Za-z]$/.test(character)) return [character];
  // What becomes two characters (`ß`) has no other case in Python.
  const upper = character.toUpperCase();
  return [character, character.toLowerCase(), upper, upper.toLowerCase()].filter((form) => [...form].length === 1);
}

function fits(item: Item, character: string, ascii: boolean): boolean {
  if ('category' in item) return (ascii ? ASCII : UNICODE)[item.category](character) !== item.negated;
  const code = character.codePointAt(0) ?? 0;
  return item.from <= code && code <= item.to;
}
