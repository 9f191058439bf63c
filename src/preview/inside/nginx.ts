import { Unreadable } from '../../base/limits';

/** A block of directives: arguments by name, blocks by name and arguments; what is said several times is a list. */
type Block = { [directive: string]: unknown };

/**
 * The directives of nginx, as a tree. Their order is told from the rest by `in turn`: locations with patterns, rewrites and conditions are
 * tried one after the other.
 */
export function readNginx(text: string): unknown {
  if (!/[;}]\s*(#.*)?\s*$/.test(text) || /_by_lua_block/.test(text)) throw new Unreadable('no nginx');
  const words = wordsOf(text);
  const [block, end] = readBlock(words, 0, 0);
  if (end !== words.length) throw new Unreadable('no nginx');
  return block;
}

const WORD =
  /\s+|#[^\n]*|([;{}])|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?:\$\{[^}]*\}|\\.|[^\s;{}"'])(?:\$\{[^}]*\}|\\.|[^\s;{}])*)/gsy;
const IN_TURN = /^(location (~|~\*) |rewrite |if |return |set |break$)/;
const QUOTED_FOR_NOTHING = /^(["'])[^\s;{}"'\\]+\1$/;
const DEEPEST = 20;

function wordsOf(text: string): string[] {
  const words: string[] = [];
  let end = 0;
  for (const match of text.matchAll(WORD)) {
    end = match.index + match[0].length;
    const [, mark, word] = match;
    if (mark !== undefined) words.push(mark);
    else if (word !== undefined) words.push(` ${QUOTED_FOR_NOTHING.test(word) ? word.slice(1, -1) : word}`);
  }
  if (end !== text.length) throw new Unreadable('no nginx');
  return words;
}

function readBlock(words: readonly string[], from: number, depth: number): [Block, number] {
  if (depth > DEEPEST) throw new Unreadable('too deep');
  const said = new Map<string, unknown[]>();
  const turns: string[] = [];
  let directive: string[] = [];
  let at = from;
  for (; at < words.length && words[at] !== '}'; at++) {
    const word = words[at] as string;
    if (word.startsWith(' ')) {
      directive.push(word.slice(1));
      continue;
    }
    if (directive.length === 0) throw new Unreadable('no nginx');
    const whole = directive.join(' ');
    const [name = '', ...rest] = directive;
    if (IN_TURN.test(whole)) turns.push(whole);
    if (word === ';') said.set(name, [...(said.get(name) ?? []), rest.join(' ')]);
    else {
      const [inner, end] = readBlock(words, at + 1, depth + 1);
      if (words[end] !== '}') throw new Unreadable('no nginx');
      said.set(whole, [...(said.get(whole) ?? []), inner]);
      at = end;
    }
    directive = [];
  }
  if (directive.length > 0) throw new Unreadable('no nginx');
  const block = Object.fromEntries([...said].map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
  return [turns.length > 1 ? { ...block, 'in turn': turns } : block, at];
}
