import { type Item, literal } from './characters';
import { charactersOf, groupOf } from './escapes';
import { changed, type Flag, type Flags, readFlags } from './flags';
import { type Node, type Place, type Width, widthOf } from './nodes';
import { Refused, Source, Unsure } from './source';

const MAX_REPEAT = 4294967295;
const REPEATS: Readonly<Record<string, readonly [number, number]>> = {
  '?': [0, 1],
  '*': [0, Number.POSITIVE_INFINITY],
  '+': [1, Number.POSITIVE_INFINITY],
};
const PLACES: Readonly<Record<string, Place>> = { '\\A': 'begin', '\\Z': 'end', '\\b': 'word', '\\B': 'noWord' };
const IDENTIFIER = /^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}_]*$/u;
const UNENDED = 'missing ), unterminated subpattern';

/** Takes a pattern apart as `re` of Python 3.11 does. Throws `Refused` where that would, and `Unsure` where only it could say. */
export function parse(pattern: string): Node {
  return new Parser(new Source(pattern)).whole();
}

class Parser {
  private readonly names = new Map<string, number>();
  /** Of each group, its width; none while it is open. The first one is the whole pattern. */
  private readonly groups: (Width | undefined)[] = [undefined];
  private readonly asked = new Set<number>();
  private behind: number | undefined;
  private flags = new Set<Flag>();

  constructor(private readonly source: Source) {}

  whole(): Node {
    const node = this.branches(this.flags, true);
    if (this.source.next !== undefined) throw new Refused('unbalanced parenthesis');
    for (const group of this.asked)
      if (group >= this.groups.length) throw new Refused(`invalid group reference ${group}`);
    return node;
  }

  private branches(flags: Flags, isOutermost = false): Node {
    const of = [this.sequence(flags, isOutermost)];
    while (this.source.take('|')) of.push(this.sequence(flags));
    return of.length === 1 && of[0] ? of[0] : { op: 'branch', of };
  }

  private sequence(flags: Flags, isFirst = false): Node {
    const { source } = this;
    const of: Node[] = [];
    for (let token = source.next; token !== undefined && token !== '|' && token !== ')'; token = source.next) {
      source.get();
      if (flags.has('x') && this.isSpace(token)) continue;
      if (token === '(') {
        const node = this.parenthesis(flags, isFirst && of.length === 0);
        if (node) of.push(node);
      } else {
        const times = token === '{' ? this.counted() : REPEATS[token];
        if (times) of.push(this.repeat(of.pop(), times));
        else of.push(this.single(token, flags));
      }
    }
    return { op: 'sequence', of };
  }

  /** What a verbose pattern may have between its parts. */
  private isSpace(token: string): boolean {
    if (token === '#')
      for (let next = this.source.get(); next !== undefined && next !== '\n'; ) next = this.source.get();
    return token === '#' || /^[ \t\n\r\v\f]$/.test(token);
  }

  private single(token: string, flags: Flags): Node {
    const ascii = flags.has('a');
    const at = (place: Place): Node => ({ op: 'at', place, ascii });
    if (token === '.') return { op: 'any', alsoNewline: flags.has('s') };
    if (token === '^') return at(flags.has('m') ? 'lineBegin' : 'begin');
    if (token === '$') return at(flags.has('m') ? 'lineEnd' : 'lastLineEnd');
    if (token === '[') return this.characterClass(flags);
    if (!token.startsWith('\\')) return this.characters([literal(token.codePointAt(0) ?? 0)], flags);
    const place = PLACES[token];
    if (place) return at(place);
    const item = charactersOf(this.source, token, false) ?? groupOf(this.source, token);
    if (typeof item !== 'number') return this.characters([item], flags);
    if (item >= this.groups.length) throw new Refused(`invalid group reference ${item}`);
    return this.same(item, flags);
  }

  private characters(items: readonly Item[], flags: Flags, negated = false): Node {
    return { op: 'characters', of: { items, negated, ignoresCase: flags.has('i'), ascii: flags.has('a') } };
  }

  private characterClass(flags: Flags): Node {
    const { source } = this;
    const unended = 'unterminated character set';
    const negated = source.take('^');
    const items: Item[] = [];
    for (;;) {
      const token = source.need(unended);
      if (token === ']' && items.length > 0) break;
      const from = this.member(token);
      if (!source.take('-')) {
        items.push(from);
        continue;
      }
      const end = source.need(unended);
      if (end === ']') {
        items.push(from, literal(0x2d));
        break;
      }
      const to = this.member(end);
      if (!('from' in from) || !('from' in to) || to.from < from.from)
        throw new Refused(`bad character range ${token}-${end}`);
      items.push({ from: from.from, to: to.from });
    }
    return this.characters(items, flags, negated);
  }

  private member(token: string): Item {
    const item = token.startsWith('\\') ? charactersOf(this.source, token, true) : undefined;
    return item ?? literal(token.codePointAt(0) ?? 0);
  }

  /** `{2,3}`; what is no count is a brace like any other. */
  private counted(): readonly [number, number] | undefined {
    const { source } = this;
    if (source.next === '}') return undefined;
    const { place } = source;
    const min = source.while(/^[0-9]$/);
    const max = source.take(',') ? source.while(/^[0-9]$/) : min;
    if (!source.take('}')) {
      source.back(place);
      return undefined;
    }
    const [from, to] = [Number(min || 0), max === '' ? Number.POSITIVE_INFINITY : Number(max)];
    if (from >= MAX_REPEAT || (max !== '' && to >= MAX_REPEAT)) throw new Refused('the repetition number is too large');
    if (to < from) throw new Refused('min repeat greater than max repeat');
    return [from, to];
  }

  private repeat(of: Node | undefined, [min, max]: readonly [number, number]): Node {
    if (!of || of.op === 'at') throw new Refused('nothing to repeat');
    if (of.op === 'repeat') throw new Refused('multiple repeat');
    const how = this.source.take('?') ? 'lazy' : this.source.take('+') ? 'possessive' : 'greedy';
    return { op: 'repeat', of, min, max, how };
  }

  /** What begins with `(`; nothing where it is a comment or sets flags. */
  private parenthesis(flags: Flags, isFirst: boolean): Node | undefined {
    const { source } = this;
    if (!source.take('?')) return this.group(flags);
    const kind = source.need('unexpected end of pattern');
    switch (kind) {
      case ':':
        return { op: 'plain', of: this.ended(flags) };
      case '>':
        return { op: 'atomic', of: this.ended(flags) };
      case 'P':
        return this.python(flags);
      case '#':
        while (source.need('missing ), unterminated comment') !== ')');
        return undefined;
      case '=':
      case '!':
        return { op: 'look', negated: kind === '!', of: this.ended(flags) };
      case '<':
        return this.lookBehind(flags);
      case '(':
        return this.conditional(flags);
      default:
        return this.flagged(kind, flags, isFirst);
    }
  }

  private ended(flags: Flags): Node {
    const node = this.branches(flags);
    if (!this.source.take(')')) throw new Refused(UNENDED);
    return node;
  }

  private group(flags: Flags, name?: string): Node {
    const group = this.groups.length;
    this.groups.push(undefined);
    if (name !== undefined) {
      const known = this.names.get(name);
      if (known !== undefined)
        throw new Refused(`redefinition of group name '${name}' as group ${group}; was group ${known}`);
      this.names.set(name, group);
    }
    const of = this.ended(flags);
    this.groups[group] = widthOf(of, this.groups);
    return { op: 'group', group, of };
  }

  private python(flags: Flags): Node {
    const { source } = this;
    if (source.take('<')) return this.group(flags, this.named(source.until('>', 'group name')));
    if (!source.take('=')) throw new Refused(`unknown extension ?P${source.need('unexpected end of pattern')}`);
    const name = this.named(source.until(')', 'group name'));
    return this.same(this.known(name), flags);
  }

  private named(name: string): string {
    if (!IDENTIFIER.test(name)) throw new Refused(`bad character in group name '${name}'`);
    return name;
  }

  private known(name: string): number {
    const group = this.names.get(name);
    if (group === undefined) throw new Refused(`unknown group name '${name}'`);
    return group;
  }

  private same(group: number, flags: Flags): Node {
    if (this.groups[group] === undefined) throw new Refused('cannot refer to an open group');
    this.mayAsk(group);
    return { op: 'same', group, ignoresCase: flags.has('i'), ascii: flags.has('a') };
  }

  /** Inside a look behind only groups before it are known. */
  private mayAsk(group: number): void {
    if (this.behind === undefined) return;
    if (this.groups[group] === undefined) throw new Refused('cannot refer to an open group');
    if (group >= this.behind) throw new Refused('cannot refer to group defined in the same lookbehind subpattern');
  }

  private lookBehind(flags: Flags): Node {
    const kind = this.source.need('unexpected end of pattern');
    if (kind !== '=' && kind !== '!') throw new Refused(`unknown extension ?<${kind}`);
    const outer = this.behind;
    this.behind ??= this.groups.length;
    const of = this.branches(flags);
    this.behind = outer;
    if (!this.source.take(')')) throw new Refused(UNENDED);
    const [min, max] = widthOf(of, this.groups);
    if (min !== max) throw new Refused('look-behind requires fixed-width pattern');
    return { op: 'look', negated: kind === '!', of, behind: min };
  }

  private conditional(flags: Flags): Node {
    const { source } = this;
    const name = source.until(')', 'group name');
    const group = IDENTIFIER.test(name) ? this.known(name) : this.number(name);
    this.mayAsk(group);
    const yes = this.sequence(flags);
    const no: Node = source.take('|') ? this.sequence(flags) : { op: 'sequence', of: [] };
    if (source.next === '|') throw new Refused('conditional backref with more than two branches');
    if (!source.take(')')) throw new Refused(UNENDED);
    return { op: 'if', group, yes, no };
  }

  private number(name: string): number {
    if (!/^[0-9]+$/.test(name)) {
      if (/^[\s+_\p{Nd}]+$/u.test(name)) throw new Unsure('a number that is written in another way');
      throw new Refused(`bad character in group name '${name}'`);
    }
    const group = Number(name);
    if (group === 0) throw new Refused('bad group number');
    this.asked.add(group);
    return group;
  }

  /** `(?i)` for all, at the start only; `(?i-s:…)` for a part. */
  private flagged(first: string, flags: Flags, isFirst: boolean): Node | undefined {
    const { added, removed, isForAll } = readFlags(this.source, first);
    if (!isForAll) return { op: 'plain', of: this.ended(changed(flags, added, removed)) };
    if (!isFirst) throw new Refused('global flags not at the start of the expression');
    for (const flag of added) this.flags.add(flag);
    if (this.flags.has('a') && this.flags.has('u')) throw new Refused('ASCII and UNICODE flags are incompatible');
    return undefined;
  }
}
