import { sortBy } from '../base/sort';

/** Of the state before and the one after. */
export type Both<T> = readonly [before: T, after: T];

export function both<T, R>([before, after]: Both<T>, work: (one: T, side: 0 | 1) => R): Both<R> {
  return [work(before, 0), work(after, 1)];
}

export async function bothDone<T>([before, after]: Both<Promise<T>>): Promise<Both<T>> {
  return [await before, await after];
}

export interface Differing<T> {
  readonly key: string;
  readonly pair: Both<T | undefined>;
  /** Of both. */
  readonly inputs: string;
}

/** Pairs of what has one id in both states, where their inputs differ. */
export function differing<T extends { readonly id: string }>(
  all: Both<readonly T[]>,
  inputs: (one: T, side: 0 | 1) => string,
): Differing<T>[] {
  const [old, now] = both(all, (ones) => new Map(ones.map((one) => [one.id, one])));
  return sortBy(new Set([...old.keys(), ...now.keys()]), (key) => key).flatMap((key) => {
    const pair = [old.get(key), now.get(key)] as const;
    const [was, is] = both(pair, (one, side) => one && inputs(one, side));
    return was === is ? [] : [{ key, pair, inputs: `${was} ${is}` }];
  });
}
