/** What acts instead of being seen: controls, directions of writing, marks without a width, halves of a character. Not the two that choose the looks of an emoji. */
const ACTS = String.raw`\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}`;
/** What looks like a space and is none. */
const BLANKS = String.raw`\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000`;
const EMOJI = String.raw`\ufe0e\ufe0f`;

const ACTING = new RegExp(String.raw`(?![\n${EMOJI}])[${ACTS}]`, 'gu');
const UNSEEN = new RegExp(`(?![${EMOJI}])[${ACTS}${BLANKS}]`, 'gu');
const PICTURES = 0x2400;

/** A text on one line in which everything can be seen and nothing acts, neither on a terminal nor on a page. */
export function visible(text: string): string {
  return text.replace(UNSEEN, picture);
}

/** A text of several lines in which nothing acts: only its line breaks are left. */
export function harmless(text: string): string {
  return text.replace(ACTING, picture);
}

/** JSON, indented by `indent` spaces, in which nothing acts; whoever reads it gets every character back. */
export function harmlessJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(ACTING, (one) =>
    Array.from({ length: one.length }, (_, i) => `\\u${hex(one.charCodeAt(i)).toLowerCase()}`).join(''),
  );
}

function picture(one: string): string {
  const code = one.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(PICTURES + code);
  return code === 0x7f ? '␡' : `⟨U+${hex(code)}⟩`;
}

const hex = (code: number): string => code.toString(16).toUpperCase().padStart(4, '0');
