import type { Characters } from './characters';

/** Where a text is, without a character of it. */
export type Place = 'begin' | 'end' | 'lineBegin' | 'lineEnd' | 'lastLineEnd' | 'word' | 'noWord';

/** A pattern, taken apart. */
export type Node =
  | { readonly op: 'characters'; readonly of: Characters }
  | { readonly op: 'any'; readonly alsoNewline: boolean }
  | { readonly op: 'at'; readonly place: Place; readonly ascii: boolean }
  | { readonly op: 'sequence' | 'branch'; readonly of: readonly Node[] }
  | { readonly op: 'group'; readonly of: Node; readonly group: number }
  | { readonly op: 'plain' | 'atomic'; readonly of: Node }
  | { readonly op: 'look'; readonly of: Node; readonly negated: boolean; readonly behind?: number }
  | { readonly op: 'same'; readonly group: number; readonly ignoresCase: boolean; readonly ascii: boolean }
  | { readonly op: 'if'; readonly group: number; readonly yes: Node; readonly no: Node }
  | {
      readonly op: 'repeat';
      readonly of: Node;
      readonly min: number;
      readonly max: number;
      readonly how: 'greedy' | 'lazy' | 'possessive';
    };

export type Width = readonly [min: number, max: number];

/** How many characters a pattern takes: at least, at most. */
export function widthOf(node: Node, groups: readonly (Width | undefined)[]): Width {
  const of = (one: Node): Width => widthOf(one, groups);
  switch (node.op) {
    case 'characters':
    case 'any':
      return [1, 1];
    case 'at':
    case 'look':
      return [0, 0];
    case 'sequence':
      return node.of.map(of).reduce<Width>(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
    case 'branch':
      return either(node.of.map(of));
    case 'if':
      return either([of(node.yes), of(node.no)]);
    case 'same':
      return groups[node.group] ?? [0, 0];
    case 'repeat': {
      const [min, max] = of(node.of);
      return [min * node.min, max === 0 ? 0 : max * node.max];
    }
    default:
      return of(node.of);
  }
}

function either(all: readonly Width[]): Width {
  return [Math.min(...all.map(([min]) => min)), Math.max(...all.map(([, max]) => max))];
}
