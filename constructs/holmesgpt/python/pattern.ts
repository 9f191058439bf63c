import { isOf, isSame, isWord } from './characters';
import type { Node } from './nodes';
import { parse } from './parser';
import { Refused, Unsure } from './source';

/** A regular expression in Python's dialect: why Python refuses it, or what it matches. */
export type Pattern =
  | { readonly error: string }
  /** As `re.match`: from the start, not to the end. Nothing where only Python could say, or where it would take too long. */
  | { readonly matches: (text: string) => boolean | undefined };

const MAX_STEPS = 200_000;

/** Judges a pattern as `re` of Python 3.11 would. */
export function pattern(source: string): Pattern {
  try {
    const node = parse(source);
    return { matches: (text) => new Matching(text).of(node) };
  } catch (error) {
    if (error instanceof Unsure) return { matches: () => undefined };
    if (error instanceof Refused) return { error: error.message };
    throw error;
  }
}

/** Where each group began and ended. */
type Groups = readonly (readonly [number, number] | undefined)[];
type Next = (at: number, groups: Groups) => boolean;
type One = Extract<Node, { op: 'characters' | 'any' }>;

class Matching {
  private readonly text: readonly string[];
  private steps = 0;

  constructor(text: string) {
    this.text = [...text];
  }

  of(node: Node): boolean | undefined {
    try {
      return this.run(node, 0, [], () => true);
    } catch (error) {
      if (error instanceof Unsure || error instanceof RangeError) return undefined;
      throw error;
    }
  }

  /** Whether `node` matches here, and what comes after it as well. */
  private run(node: Node, at: number, groups: Groups, next: Next): boolean {
    if (this.steps++ > MAX_STEPS) throw new Unsure('too many steps');
    switch (node.op) {
      case 'characters':
      case 'any':
        return this.isOne(node, at) && next(at + 1, groups);
      case 'at':
        return this.isAt(node, at) && next(at, groups);
      case 'sequence':
        return this.sequence(node.of, 0, at, groups, next);
      case 'branch':
        return node.of.some((branch) => this.run(branch, at, groups, next));
      case 'plain':
        return this.run(node.of, at, groups, next);
      case 'group':
        return this.run(node.of, at, groups, (end, inner) => next(end, withGroup(inner, node.group, [at, end])));
      case 'atomic':
        return this.once(node.of, at, groups, next);
      case 'look':
        return this.look(node, at, groups, next);
      case 'same':
        return this.same(node, at, groups, next);
      case 'if':
        return this.run(groups[node.group] ? node.yes : node.no, at, groups, next);
      case 'repeat':
        return this.repeat(node, at, groups, next);
    }
  }

  private sequence(of: readonly Node[], i: number, at: number, groups: Groups, next: Next): boolean {
    const node = of[i];
    return node
      ? this.run(node, at, groups, (end, inner) => this.sequence(of, i + 1, end, inner, next))
      : next(at, groups);
  }

  private look(node: Extract<Node, { op: 'look' }>, at: number, groups: Groups, next: Next): boolean {
    const { of, negated, behind } = node;
    const from = at - (behind ?? 0);
    const inside = from < 0 ? undefined : this.first(of, from, groups);
    return negated ? !inside && next(at, groups) : inside !== undefined && next(at, inside.groups);
  }

  /** The first way in which it matches is the only one. */
  private once(node: Node, at: number, groups: Groups, next: Next): boolean {
    const found = this.first(node, at, groups);
    return found !== undefined && next(found.end, found.groups);
  }

  private first(node: Node, at: number, groups: Groups): { end: number; groups: Groups } | undefined {
    const found: { end: number; groups: Groups }[] = [];
    this.run(node, at, groups, (end, inner) => found.push({ end, groups: inner }) > 0);
    return found[0];
  }

  private repeat(node: Extract<Node, { op: 'repeat' }>, at: number, groups: Groups, next: Next): boolean {
    const { of, min, max, how } = node;
    if (how === 'possessive') return this.once({ ...node, how: 'greedy' }, at, groups, next);
    const isGreedy = how === 'greedy';
    if (of.op === 'characters' || of.op === 'any') return this.characters(of, min, max, isGreedy, at, groups, next);
    const go = (count: number, here: number, inner: Groups): boolean => {
      // What takes nothing would take nothing for ever.
      const again: Next = (end, all) => (end === here ? next(end, all) : go(count + 1, end, all));
      const more = () => count < max && this.run(of, here, inner, again);
      const enough = () => count >= min && next(here, inner);
      return isGreedy ? more() || enough() : enough() || more();
    };
    return go(0, at, groups);
  }

  /** Single characters, without a call for each. */
  private characters(
    of: One,
    min: number,
    max: number,
    isGreedy: boolean,
    at: number,
    groups: Groups,
    next: Next,
  ): boolean {
    const most = Math.min(max, this.text.length - at);
    let count = 0;
    while (count < (isGreedy ? most : min) && this.isOne(of, at + count)) count++;
    if (isGreedy) {
      for (; count >= min; count--) if (next(at + count, groups)) return true;
      return false;
    }
    if (count < min) return false;
    for (; !next(at + count, groups); count++) if (count >= most || !this.isOne(of, at + count)) return false;
    return true;
  }

  private same(node: Extract<Node, { op: 'same' }>, at: number, groups: Groups, next: Next): boolean {
    const group = groups[node.group];
    if (!group) return false;
    const [from, to] = group;
    for (let i = from; i < to; i++)
      if (!isSame(this.text[i], this.text[at + i - from], node.ignoresCase, node.ascii)) return false;
    return next(at + to - from, groups);
  }

  private isOne(node: One, at: number): boolean {
    const character = this.text[at];
    if (character === undefined) return false;
    return node.op === 'any' ? node.alsoNewline || character !== '\n' : isOf(node.of, character);
  }

  private isAt({ place, ascii }: Extract<Node, { op: 'at' }>, at: number): boolean {
    const { text } = this;
    const [before, after] = [text[at - 1], text[at]];
    switch (place) {
      case 'begin':
        return at === 0;
      case 'end':
        return at === text.length;
      case 'lineBegin':
        return at === 0 || before === '\n';
      case 'lineEnd':
        return at === text.length || after === '\n';
      case 'lastLineEnd':
        return at === text.length || (at === text.length - 1 && after === '\n');
      case 'word':
        return isWord(before, ascii) !== isWord(after, ascii);
      case 'noWord':
        // Before 3.14 there is neither in an empty text.
        return text.length > 0 && isWord(before, ascii) === isWord(after, ascii);
    }
  }
}

function withGroup(groups: Groups, group: number, found: readonly [number, number]): Groups {
  const all = [...groups];
  all[group] = found;
  return all;
}
