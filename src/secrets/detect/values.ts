import type { Span } from './span';

/** How far a value goes that stands in no quotes. */
export type End = 'line' | 'word' | 'flow';

const LONGEST = 20_000;
const SKIPPED =
  /(?:[ \t]|\\\r?\n)*(?:(?:!!?[\w:/-]+|&[\w-]+)[ \t]+)?(?:[rbfu]|@|\$)?(?=["'`])|(?:[ \t]|\\\r?\n)*(?:(?:!![\w:/-]+|&[\w-]+)[ \t]+)?/y;
const QUOTED: readonly RegExp[] = [
  /"""((?:[^"\\]|\\[\s\S]|"(?!""))*)"""/dy,
  /'''((?:[^'\\]|\\[\s\S]|'(?!''))*)'''/dy,
  /\\{1,3}"((?:[^"\\\n]|\\{1,3}[^"\\\n])*)\\{1,3}"/dy,
  /"((?:[^"\\\n]|\\[\s\S])*)"/dy,
  /'((?:[^'\\\n]|\\[^\n]|'')*)'/dy,
  /`([^`\n]*)`/dy,
];
/** What was begun in quotes and never closed goes to the end of its line. */
const OPEN_QUOTE = /["'`]([^\n]*)/dy;
const BLOCK = /[|>][-+\d]*[ \t]*(?:#[^\n]*)?\r?\n((?:[ \t]+[^\n]*(?:\n|$)|[ \t]*\r?\n)+)/dy;
const LIST = /\[([^\]\n]{0,4000})\]/dy;
/** Of a shell: what is quoted and what is not stick together. */
const WORD =
  /((?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|\$\{[^}\n]*\}|\$\([^)\n]*\)|\{\{[^}\n]*\}\}|\\.|[^\s"'`|<>;&,()\\]|[;&,](?![\s;&]|[\w. -]{1,40}=|$))+)/dy;
const LINE = /([^\n\r]*)/dy;
const FLOW = /((?:\$\{[^}\n]*\}|\{\{[^}\n]*\}\}|[^\n\r,}\]])*)/dy;
const BELOW = /[ \t]*\r?\n([ \t]+)([^\s#:"'{[-][^\s:]*)[ \t]*(?=\r?\n|$)/dy;

/** The value that begins at a place, without its quotes. */
export function valueAt(text: string, from: number, end: End): Span | undefined {
  const at = from + (stickAt(SKIPPED, text, from)?.[0].length ?? 0);
  for (const form of [...QUOTED, BLOCK, LIST]) {
    const span = stickAt(form, text, at)?.indices?.[1];
    if (span && span[1] - span[0] <= LONGEST && (end !== 'word' || !goesOn(text, span[1], form)))
      return trimmed(text, span);
  }
  if (/^[{[|]$/.test(text[at] ?? '') && !text.startsWith('{{', at)) return undefined;
  const quoted =
    /["'`]/.test(text[at] ?? '') && end !== 'word' ? stickAt(OPEN_QUOTE, text, at)?.indices?.[1] : undefined;
  if (quoted) return trimmed(text, quoted);
  if (end === 'line' && /[\r\n]/.test(text[at] ?? '')) return stickAt(BELOW, text, at)?.indices?.[2];
  const span = stickAt(end === 'word' ? WORD : end === 'line' ? LINE : FLOW, text, at)?.indices?.[1];
  // `env(…)` is no value: a program works it out.
  const isCall = span && text[span[1]] === '(' && /^[A-Za-z_][\w.]*$/.test(text.slice(...span));
  return span && !isCall ? bare(text, span, end) : undefined;
}

function goesOn(text: string, at: number, form: RegExp): boolean {
  return !form.source.startsWith('[|>]') && /^[^\s"'`,;:)\]}|&<>\\/?]/.test(text.slice(at + 1, at + 2));
}

export function stickAt(form: RegExp, text: string, at: number): RegExpExecArray | null {
  form.lastIndex = at;
  return form.exec(text);
}

/** Without what ends a statement, a comment or what was opened before it. */
function bare(text: string, [from, to]: Span, end: End): Span | undefined {
  let said = text.slice(from, to);
  if (end === 'line') said = said.replace(/[ \t]+(?:#|\/\/)[^\n]*$/, '').replace(/[ \t]*;[ \t]*$/, '');
  said = said.trimEnd();
  const before =
    text
      .slice(Math.max(0, from - 200), from)
      .split('\n')
      .at(-1) ?? '';
  for (const [open, close] of ['()', '[]', '{}', '""', "''", '<>'] as readonly string[]) {
    const isOpen = open === close ? count(before, open) % 2 === 1 : count(before, open) > count(before, close);
    const own = open === close ? count(said, close) % 2 === 1 : count(said, close) > count(said, open);
    if (isOpen && own && said.endsWith(close ?? '')) said = said.replace(/[)\]}"'>,;\s]+$/, '');
  }
  said = said.replace(/[,;]+$/, '');
  return said === '' ? undefined : [from, from + said.length];
}

const count = (text: string, letter = '') => text.split(letter).length - 1;

function trimmed(text: string, [from, to]: Span): Span | undefined {
  const said = text.slice(from, to);
  const start = from + said.length - said.trimStart().length;
  return said.trim() === '' ? undefined : [start, start + said.trim().length];
}
