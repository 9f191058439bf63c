/** What acts instead of being seen: controls, directions of writing, marks without a width, halves of a character, blanks that are none. */
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\uffa0\ufffe\uffff]/gu;
const PICTURES = 0x2400;

/** A text on one line in which everything can be seen and nothing acts, neither on a terminal nor on a page. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (one) => {
    const code = one.codePointAt(0) ?? 0;
    if (one === '\t') return one;
    if (code < 0x20) return String.fromCodePoint(PICTURES + code);
    return code === 0x7f ? '␡' : `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}
