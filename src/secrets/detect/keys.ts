import { groupsOf, type Span } from './span';

const PEM =
  /(-----BEGIN [A-Z0-9 ]{0,60}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,60}PRIVATE KEY(?: BLOCK)?-----|$(?![\s\S]))|PuTTY-User-Key-File-\d:[\s\S]*?Private-MAC: \w+)/dg;
/** What `-----BEGIN ` is in base64, at whichever of three places it begins. */
const ENCODED_PEM = /((?:LS0tLS1CRUdJTi|0tLS0tQkVHSU4g|tLS0tLUJFR0lOI)[\w+/=-]*(?:\s+[\w+/=]{20,}(?![^\s"'\\]))*)/dg;
const TOKEN = /[A-Za-z0-9+/_-]{16,}={0,2}/g;
const DEEPEST = 3;
const LONGEST = 50_000;

/** Private keys in PEM, in base64 too. */
export function keySpans(text: string): Span[] {
  return [
    ...(text.includes('PRIVATE KEY') || text.includes('PuTTY') ? groupsOf(text, PEM) : []),
    ...(/LS0|0tL|tLS/.test(text) ? groupsOf(text, ENCODED_PEM).filter((span) => isPrivate(text.slice(...span))) : []),
  ];
}

function isPrivate(encoded: string): boolean {
  const start = Math.max(encoded.search(/LS0tLS1CRUdJTi|0tLS0tQkVHSU4g|tLS0tLUJFR0lOI/), 0);
  const shift = encoded.startsWith('LS0', start) ? '' : encoded.startsWith('0tL', start) ? 'L' : 'LS';
  return /BEGIN [A-Z0-9 ]*PRIV/.test(
    Buffer.from(shift + encoded.slice(start).replace(/\s/g, ''), 'base64').toString('latin1'),
  );
}

/** Whole words of base64 in which a text stands that holds a secret itself. */
export function encodedSpans(text: string, holds: (inner: string) => boolean, depth = 0): Span[] {
  if (depth >= DEEPEST || text.length > LONGEST * 4) return [];
  return [...text.matchAll(TOKEN)].flatMap(({ 0: token, index }): Span[] => {
    if (token.length > LONGEST) return [];
    const inner = readable(token);
    return inner !== undefined && holds(inner) ? [[index, index + token.length]] : [];
  });
}

/** What stands in base64, where that is a text and no coincidence. */
function readable(token: string): string | undefined {
  const bytes = Buffer.from(token, 'base64');
  if (bytes.length < 10 || bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32) || byte === 127)) return undefined;
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? undefined : text;
}
