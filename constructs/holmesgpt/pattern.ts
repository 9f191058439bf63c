/** A pattern of a runbook: why Steading does not judge it, or which texts it matches. */
export type Pattern = { readonly error: string } | { readonly matches: (text: string) => boolean };

/** A character by its escape, any characters, one character, an alternative, a literal one. */
const PART = /\\(?<escaped>[^A-Za-z0-9\s])|(?<any>\.\*?)|(?<or>\|)|(?<literal>[^\\.*+?^$()[\]{}|])/uy;
const SPECIAL = /[\\/.*+?^$()[\]{}|]/g;

/**
 * Judges the patterns that people write: words, `.`, `.*`, escaped punctuation, and alternatives with `|`. As HolmesGPT does (`re.match`), it matches
 * from the start of the text, and not to its end.
 */
export function pattern(source: string): Pattern {
  let own = '';
  for (PART.lastIndex = 0; PART.lastIndex < source.length; ) {
    const at = PART.lastIndex;
    const { escaped, any, or, literal } = PART.exec(source)?.groups ?? {};
    const part = any?.replace('.', '[^\\n]') ?? or ?? (escaped ?? literal)?.replace(SPECIAL, '\\$&');
    if (part === undefined) return { error: `'${source[at]}' at character ${at + 1}` };
    own += part;
  }
  const compiled = new RegExp(`^(?:${own})`, 'u');
  return { matches: (text) => compiled.test(text) };
}

/** A pattern that finds each of some words, wherever it stands in the text. */
export function anywhere(words: readonly string[]): string {
  return words.map((word) => `.*${word.replace(/[\\.*+?^$()[\]{}|]/g, '\\$&')}.*`).join('|');
}
