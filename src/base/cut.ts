const LONGEST = 60;

/** A text as it can be repeated in a message: its beginning, and how long it is, in characters. `of` is the length of what `text` begins. */
export function cut(text: string, longest = LONGEST, of = text.length): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '')}… (${of} characters)`;
}
