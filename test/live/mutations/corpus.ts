import { random } from '../../support/shuffle';
import type { Document } from '../support/tree';
import { OPERATORS } from './operators';
import type { Operator } from './operators/make';
import type { Fields } from './sites';

/** One object of a tree with one change. */
export interface Variant {
  readonly operator: Operator;
  readonly document: Document;
  readonly where: string;
  readonly object: Fields;
}

/** What an operator that works at any place is worth, measured in operators with one place. */
const ANYWHERE = 12;

/**
 * Variants of the objects of a tree: of each operator at most `most`, chosen by `seed`, the same for the same tree.
 * `Infinity` for all that there are.
 */
export function corpus(documents: readonly Document[], seed: number, most: number): Variant[] {
  const next = random(seed);
  return OPERATORS.flatMap((operator) => {
    const all = documents.flatMap((document) =>
      operator
        .mutants(document.manifest as unknown as Fields)
        .map(({ where, object }) => ({ operator, document, where, object })),
    );
    const limit = most * (operator.isAnywhere ? ANYWHERE : 1);
    while (all.length > limit) all.splice(Math.floor(next() * all.length), 1);
    return all;
  });
}
