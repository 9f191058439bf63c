import { visible } from '../visible';

/** Words in which no form of Markdown, and nothing that a forge makes a link of, can be. */
const WORD = /^[(‘“"']?\p{L}[\p{L}\p{M}'’]*(?:-\p{L}[\p{L}\p{M}]*)*[)’”"']?[,;:.!?…]{0,2}$/u;
const NUMBER = /^\p{Nd}+(?:[.,]\p{Nd}+)*[%,;:)…]?$/u;
const SIGN = /^[→–—…]$/u;
/** Taken for a commit. */
const HASH = /^[0-9a-f]{7,}\W*$/i;
/** What stands around a name in a sentence. */
const AROUND = /^([(‘“'"]*)(.*?)([)’”'",;:.!?]*)$/su;

/** A sentence: words as they are, everything else as code, where nothing is Markdown and nobody is called by name. */
export function prose(sentence: string): string {
  return visible(sentence)
    .split(/`([^`]+)`/)
    .map((part, i) => (i % 2 === 1 ? code(part) : part.split(/[ \t]/).map(word).join(' ')))
    .join('');
}

function word(text: string): string {
  if (text === '' || ((WORD.test(text) || NUMBER.test(text) || SIGN.test(text)) && !HASH.test(text))) return text;
  const [, head = '', name = '', tail = ''] = AROUND.exec(text) ?? [];
  return name === '' ? code(text) : `${head}${code(name)}${tail}`;
}

/** As code, in one line of Markdown, in a cell of a table as well. */
export function code(text: string): string {
  const seen = visible(text);
  return /^[^`|\\\s](?:[^`|\\\t]*[^`|\\\s])?$/.test(seen) ? `\`${seen}\`` : htmlCode(text);
}

/** As code where HTML stands, and in Markdown as well: a character by its number has no meaning. */
export function htmlCode(text: string): string {
  const seen = visible(text).replaceAll(
    /[^\p{L}\p{M}\p{N} ./,=()%+-]|(?<=www)\./giu,
    (one) => `&#${one.codePointAt(0)};`,
  );
  return `<code>${seen}</code>`;
}
