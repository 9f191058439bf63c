const NUMBER = new Intl.NumberFormat('en-US');

/** `1,048,576` */
export const numbered = (count: number): string => NUMBER.format(count);

/** A text of about so many characters: the rest is left out in the middle, and counted. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const half = Math.floor(limit / 2);
  const from = isHigh(text, half - 1) ? half - 1 : half;
  const to = text.length - half + (isHigh(text, text.length - half - 1) ? 1 : 0);
  return `${text.slice(0, from)}…(${numbered(to - from)} characters)…${text.slice(to)}`;
}

/** Two texts in short, in which what differs is still seen. */
export function bothShortened(before: string, after: string, limit: number): readonly [string, string] {
  if (before.length <= limit && after.length <= limit) return [before, after];
  const head = commonHead(before, after);
  const tail = commonTail(before, after, Math.min(before.length, after.length) - head);
  const around = (text: string) =>
    [
      shortened(text.slice(0, head), limit / 4),
      shortened(text.slice(head, text.length - tail), limit / 2),
      shortened(text.slice(text.length - tail), limit / 4),
    ].join('');
  return [around(before), around(after)];
}

function commonHead(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

function commonTail(a: string, b: string, most: number): number {
  let length = 0;
  while (length < most && a[a.length - 1 - length] === b[b.length - 1 - length]) length++;
  return length;
}

/** The first half of a character that takes two. */
function isHigh(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800;
}
