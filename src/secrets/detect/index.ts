import { commandSpans } from './commands';
import { documentsIn } from './documents';
import { formSpans, pairSpans } from './forms';
import { issuerSpans } from './issuers';
import { judged, textOf } from './judge';
import { encodedSpans, keySpans } from './keys';
import { snake } from './names';
import { placeholdersOf } from './references';
import { settingSpans } from './settings';
import { merged, type Span } from './span';
import { sqlSpans } from './sql';
import { Leaf, type Tree } from './tree';
import { addressSpans } from './urls';

export { type How, judged, type Path, type Place } from './judge';
export { isSecretName } from './names';
export { isDummy, isReference } from './references';
export { merged, type Span } from './span';
export { addressSpans, letsIn } from './urls';

/** Texts within texts within texts: nobody writes more. */
const DEEPEST = 6;
const SHORTEST = 5;

export interface Asked {
  /** Of the field that holds the text: `basicAuth` tells of `admin:x`. @default - none */
  readonly name?: string;
  /** Names whose values somebody wants to see. @default - none */
  readonly isShown?: (name: string) => boolean;
}

/**
 * Where secrets stand in a text, to all appearances: by what its settings are called, at any depth of JSON and YAML in it, and by the forms
 * that issuers, addresses, commands, headers and keys have. In order; takes time in proportion to the text.
 */
export function secretSpans(text: string, asked: Asked = {}, depth = 0): Span[] {
  if (text.length < SHORTEST || depth > DEEPEST || isWord(text)) return [];
  const documents = documentsIn(text);
  const spans = documents
    ? [
        ...documents.trees.flatMap((tree) => spansOf(tree, asked, depth)),
        ...documents.comments.flatMap((one) => commented(text, one, asked)),
      ]
    : plainSpans(text, asked, depth);
  return whole(text, merged(spans));
}

function plainSpans(text: string, asked: Asked, depth: number): Span[] {
  const name = asked.name ?? '';
  return [
    ...settingSpans(text, asked.isShown),
    ...addressSpans(text, name),
    ...keySpans(text),
    ...formSpans(text),
    ...pairSpans(text, snake(name)),
    ...commandSpans(text),
    ...sqlSpans(text),
    ...issuerSpans(text),
    ...encodedSpans(text, (inner) => secretSpans(inner, asked, depth + 1).length > 0, depth),
  ];
}

function spansOf(tree: Tree, asked: Asked, depth: number): Span[] {
  const spans: Span[] = [];
  judged(tree, {
    visit: (leaf, how, { name }) => {
      if (!(leaf instanceof Leaf) || (how !== 'data' && asked.isShown?.(name))) return leaf;
      const inside = how === 'text' ? secretSpans(leaf.text, { ...asked, name }, depth + 1) : [trimmed(leaf.text)];
      spans.push(...inside.map((span) => leaf.placed(span)));
      return textOf(leaf);
    },
  });
  return spans;
}

/** A text for people, with nothing secret in it. */
export function hidden(text: string): string {
  let [said, at] = ['', 0];
  for (const [from, to] of secretSpans(text)) {
    said += `${text.slice(at, from)}‹hidden›`;
    at = to;
  }
  return said + text.slice(at);
}

/** Too short for a key of anybody, and nothing but a word. */
function isWord(text: string): boolean {
  return text.length < 14 && !/[:=@\s]/.test(text);
}

function trimmed(text: string): Span {
  return [text.length - text.trimStart().length, text.trimEnd().length];
}

function commented(text: string, [from, to]: Span, asked: Asked): Span[] {
  return plainSpans(text.slice(from, to), { ...asked, name: '' }, DEEPEST).map(([start, end]) => [
    from + start,
    from + end,
  ]);
}

/** `${VAR}` is hidden as a whole, with what it falls back on, or not at all. Both lists are in order. */
export function whole(text: string, spans: readonly Span[]): Span[] {
  const placeholders = spans.length === 0 ? [] : placeholdersOf(text);
  let first = 0;
  const kept = spans.flatMap(([from, to]): Span[] => {
    while ((placeholders[first]?.[1] ?? Number.POSITIVE_INFINITY) <= from) first++;
    let [start, end] = [from, to];
    for (let at = first; (placeholders[at]?.[0] ?? Number.POSITIVE_INFINITY) < end; at++) {
      const [begin, stop] = placeholders[at] as Span;
      if (begin <= from && to <= stop && !WITH_DEFAULT.test(text.slice(begin, stop))) return [];
      [start, end] = [Math.min(start, begin), Math.max(end, stop)];
    }
    return [[start, end]];
  });
  return merged(kept);
}

const WITH_DEFAULT = /^\$\{[^{}:=-]+:?[-=+][^}]/;
