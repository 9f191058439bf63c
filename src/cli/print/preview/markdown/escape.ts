import { visible } from '../../../../base/visible';
import { MARK } from './marker';

/** Words in which no form of Markdown, and nothing that a forge makes a link of, can be. */
const WORD = /^[(‘“"']?\p{L}[\p{L}\p{M}'’]*(?:-\p{L}[\p{L}\p{M}]*)*[)’”"']?[,;:.!?…]{0,2}$/u;
const NUMBER = /^\p{Nd}+(?:[.,]\p{Nd}+)*[%,;:)…]?$/u;
const SIGN = /^[→–—…]$/u;
/** Taken for a commit. */
const HASH = /^[0-9a-f]{7,}\W*$/i;
/** What stands around a name in a sentence. */
const AROUND = /^([(‘“'"]*)(.*?)([)’”'",;:.!?]*)$/su;

/** A text in which everything can be seen, and that is not taken for the marker. */
export function seen(text: string): string {
  return visible(text).replaceAll(MARK, MARK.replace('--', '-–'));
}

/** A sentence: words as they are, everything else as code, where nothing is Markdown and nobody is called by name. */
export function prose(sentence: string): string {
  return visible(sentence)
    .split(/`([^`]+)`/)
    .map((part, i) =>
      i % 2 === 1
        ? code(part)
        : part
            .split(/[ \t]+/)
            .map(word)
            .join(' '),
    )
    .reduce((said, part) => said + (said.endsWith('`') && part.startsWith('`') ? ' ' : '') + part)
    .trim();
}

function word(text: string): string {
  if (text === '' || ((WORD.test(text) || NUMBER.test(text) || SIGN.test(text)) && !HASH.test(text))) return text;
  const [, head = '', name = '', tail = ''] = AROUND.exec(text) ?? [];
  return name === '' ? code(text) : `${head}${code(name)}${tail}`;
}

/** As code, in one line of Markdown: between more backticks than it has in a row. */
export function code(text: string): string {
  const shown = seen(text);
  if (shown === '') return '';
  const ticks = '`'.repeat(longestRun(shown) + 1);
  return /^[ `]|[ `]$/.test(shown) ? `${ticks} ${shown} ${ticks}` : `${ticks}${shown}${ticks}`;
}

/** The same in a cell of a table, which a `|` would end. */
export function cell(text: string): string {
  return code(text.replaceAll('|', '¦'));
}

/** As code, where HTML stands: a character by its number has no meaning. */
export function htmlCode(text: string): string {
  const shown = visible(text).replaceAll(/[^\p{L}\p{M}\p{N} ./,=()%+-]/gu, (one) => `&#${one.codePointAt(0)};`);
  return `<code>${shown}</code>`;
}

/** How many backticks there are in a row at most. */
export function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
}
