import { Component, Stack } from '../../src';
import type { Order } from '../../src/graph/graph';
import { waves } from '../../src/graph/order';
import fc from '../support/chance';
import { declare } from '../support/declare';

const edge = (from: string, to: string): Order => ({ from, to, why: `${from} needs ${to}`, at: () => undefined });
const byEnds = (a: Order, b: Order) => (`${a.from}\0${a.to}` < `${b.from}\0${b.to}` ? -1 : 1);

/** Components and edges that each lead to one with a smaller number: no cycle. Names say nothing about the numbers. */
const acyclic = fc
  .record({
    names: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 30 }),
    pairs: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 80 }),
  })
  .map(({ names, pairs }) => {
    const edges = pairs.flatMap(([a, b]) => {
      const [from, to] = [Math.max(a % names.length, b % names.length), Math.min(a % names.length, b % names.length)];
      return from === to ? [] : [edge(names[from] ?? '', names[to] ?? '')];
    });
    return { names, edges: [...new Map(edges.map((one) => [`${one.from}\0${one.to}`, one])).values()] };
  });

describe('the place of a component in the order', () => {
  it('is one behind the last of those that it waits for', () => {
    fc.assert(
      fc.property(acyclic, ({ names, edges }) => {
        const { wave, findings } = waves('test', names, edges);
        expect(findings).toEqual([]);
        for (const name of names) {
          const before = edges.filter(({ from }) => from === name).map(({ to }) => wave.get(to) ?? Number.NaN);
          expect(wave.get(name)).toBe(before.length === 0 ? 0 : Math.max(...before) + 1);
        }
      }),
    );
  });

  it('depends on nothing but names and edges', () => {
    const shuffledToo = acyclic.chain(({ names, edges }) =>
      fc.record({
        names: fc.constant(names),
        edges: fc.constant(edges),
        otherNames: fc.shuffledSubarray(names, { minLength: names.length }),
        otherEdges: fc.shuffledSubarray(edges, { minLength: edges.length }),
      }),
    );
    fc.assert(
      fc.property(shuffledToo, ({ names, edges, otherNames, otherEdges }) => {
        const [one, other] = [waves('test', names, edges), waves('test', otherNames, otherEdges)];
        expect(new Map([...one.wave].sort())).toEqual(new Map([...other.wave].sort()));
      }),
    );
  });

  it.each([
    ['a chain', (n: number) => Array.from({ length: n - 1 }, (_, i) => [i + 1, i] as const)],
    ['a star', (n: number) => Array.from({ length: n - 1 }, (_, i) => [i + 1, 0] as const)],
    ['layers that wait for each other in full', layers],
  ])('is found in steps linear in components and edges: %s', (_, shape) => {
    const cost = (size: number) => {
      const pairs = shape(size);
      let steps = 0;
      const counted = pairs.map(([from, to]) => ({
        ...edge('', ''),
        get from() {
          steps += 1;
          return `c${from}`;
        },
        get to() {
          steps += 1;
          return `c${to}`;
        },
      }));
      waves(
        'test',
        Array.from({ length: size }, (_, i) => `c${i}`),
        counted,
      );
      return steps / (size + pairs.length);
    };
    expect(cost(4000)).toBeLessThan(1.1 * cost(200));
    expect(cost(4000)).toBeLessThan(10);
  });
});

it('holds for a component that waits for as many as there are', () => {
  const names = Array.from({ length: 150_000 }, (_, i) => `c${i}`);
  const { wave } = waves(
    'test',
    ['all', ...names],
    names.map((name) => edge('all', name)),
  );
  expect(wave.get('all')).toBe(1);
});

/** Layers of ten, each member of which waits for all of the layer before: a walk along every route would take 10^(n/10) steps. */
function layers(n: number): (readonly [number, number])[] {
  return Array.from({ length: n - 10 }, (_, i) => i + 10).flatMap((from) =>
    Array.from({ length: 10 }, (_, k) => [from, (Math.floor(from / 10) - 1) * 10 + k] as const),
  );
}

describe('a cycle', () => {
  it('is found whatever hangs on it, and its route is closed, along edges, without a detour', () => {
    const withCycle = acyclic.chain(({ names, edges }) =>
      fc.shuffledSubarray(names, { minLength: Math.min(2, names.length) }).map((loop) => {
        const closed = loop.map((name, i) => edge(name, loop[(i + 1) % loop.length] ?? ''));
        const all = [...new Map([...edges, ...closed].map((one) => [`${one.from}\0${one.to}`, one])).values()];
        return { names, loop, edges: all.sort(byEnds) };
      }),
    );
    fc.assert(
      fc.property(withCycle, ({ names, loop, edges }) => {
        fc.pre(loop.length > 1);
        const { wave, findings } = waves('test', names, edges);
        expect(findings.map(({ code }) => code)).toEqual(['order/cycle']);
        const route = findings[0]?.paths.map((path) => path.slice('test/'.length)) ?? [];
        expect(new Set(route).size).toBe(route.length);
        expect(route[0]).toBe([...route].sort()[0]);
        const known = new Set(edges.map(({ from, to }) => `${from}\0${to}`));
        for (const [i, name] of route.entries()) expect(known).toContain(`${name}\0${route[(i + 1) % route.length]}`);
        for (const name of [...loop, ...route]) expect(wave.has(name)).toBe(false);
      }),
    );
  });

  it('is told with each edge, its reason and its line, the same whatever was declared first', () => {
    const told = (order: readonly number[]) => {
      const { findings } = declare((stack) => {
        const [hen, egg, chick] = [0, 1, 2].map((i) => new Component(stack, ['hen', 'egg', 'chick'][i] ?? ''));
        const says = [
          () => hen?.after(chick as Component, 'grows up from it'),
          () => egg?.after(hen as Component, 'is laid by it'),
          () => chick?.after(egg as Component, 'hatches from it'),
        ];
        for (const i of order) says[i]?.();
      });
      return findings.map(({ message }) => message.replace(/ \([^)]*:\d+\)/g, ' (line)'));
    };
    const message = `these components wait for each other: chick → egg → hen → chick
  chick waits for egg: hatches from it (line)
  egg waits for hen: is laid by it (line)
  hen waits for chick: grows up from it (line)`;
    expect(told([0, 1, 2])).toEqual([message]);
    expect(told([2, 0, 1])).toEqual([message]);
  });

  it('of one component that waits for itself is a cycle, too', () => {
    const { findings } = declare((stack) => {
      const hen = new Component(stack, 'hen');
      hen.after(hen, 'came first');
    });
    expect(findings.map(({ code }) => code)).toEqual(['order/cycle']);
  });
});

it('an order that leads to another environment is a finding, not a crash: order never travels', () => {
  const other = new Component(new Stack('other'), 'far');
  const { findings } = declare((stack) => new Component(stack, 'near').after(other, 'was there first'));
  expect(findings).toHaveLength(1);
});
