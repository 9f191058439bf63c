import { type Item, literal } from './characters';
import { Refused, type Source, Unsure } from './source';

const CONTROLS: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92 };
const DIGITS_OF: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** An escape that stands for characters, in a class or outside; nothing if it is none. */
export function charactersOf(source: Source, escaped: string, isInClass: boolean): Item | undefined {
  const letter = escaped.slice(1);
  const control = CONTROLS[letter];
  if (control !== undefined && (isInClass || letter !== 'b')) return literal(control);
  if (/^[dswDSW]$/.test(letter))
    return { category: letter.toLowerCase() as 'd' | 's' | 'w', negated: letter !== letter.toLowerCase() };
  const digits = DIGITS_OF[letter];
  if (digits !== undefined) return hexadecimal(source, escaped, digits);
  if (letter === 'N') throw named(source);
  if (isInClass ? /^[0-7]$/.test(letter) : letter === '0')
    return octal(escaped + source.while(/^[0-7]$/, 2), isInClass);
  if (/^[0-9]$/.test(letter) && !isInClass) return undefined;
  if (/^[A-Za-z0-9]$/.test(letter)) throw new Refused(`bad escape ${escaped}`);
  return literal(letter.codePointAt(0) ?? 0);
}

/** `\123` is octal; what is no three octal digits refers to a group. */
export function groupOf(source: Source, escaped: string): Item | number {
  let digits = escaped.slice(1);
  if (source.next !== undefined && /^[0-9]$/.test(source.next)) {
    digits += source.get();
    if (/^[0-7]{2}$/.test(digits) && /^[0-7]$/.test(source.next ?? ''))
      return octal(`\\${digits}${source.get()}`, true);
  }
  return Number(digits);
}

function hexadecimal(source: Source, escaped: string, count: number): Item {
  const found = source.while(/^[0-9A-Fa-f]$/, count);
  if (found.length !== count) throw new Refused(`incomplete escape ${escaped}${found}`);
  const code = Number.parseInt(found, 16);
  if (code > 0x10ffff) throw new Refused(`bad escape ${escaped}${found}`);
  return literal(code);
}

function octal(escaped: string, isBounded: boolean): Item {
  const code = Number.parseInt(escaped.slice(1), 8);
  if (isBounded && code > 0o377) throw new Refused(`octal escape value ${escaped} outside of range 0-0o377`);
  return literal(code);
}

/** `\N{EM DASH}`: names of characters are Unicode's, and are not known here. */
function named(source: Source): Error {
  if (!source.take('{')) return new Refused('missing {');
  source.until('}', 'character name');
  return new Unsure('the name of a character');
}
