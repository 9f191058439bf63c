import { compare } from '../../src/preview/compare';
import type { Side } from '../../src/preview/side';
import fc from '../support/chance';
import { changes, sideOf } from './seeded';

type Json = Record<string, unknown> | unknown[];

const JUNK = [null, 0, -1, '', 'text', true, [], {}, [null], ['a', 1], { a: null }, [[{}]], 1e99, '\u0000'];

/** Every place below `metadata` and what else an object says; what makes it an object stays. */
function places(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (value === null || typeof value !== 'object') return [];
  const own = Array.isArray(value) ? value.map((one, i) => [i, one] as const) : Object.entries(value);
  return own.flatMap(([key, one]) => [[...path, key], ...places(one, [...path, key])]);
}

function broken(side: Side, at: number, junk: unknown): Side {
  const objects = JSON.parse(JSON.stringify(side.objects)) as { manifest: Json }[];
  const all = objects.flatMap(({ manifest }, i) =>
    places(manifest)
      .filter(
        ([first, second]) =>
          !['apiVersion', 'kind'].includes(String(first)) &&
          !(first === 'metadata' && (second === undefined || second === 'name' || second === 'namespace')),
      )
      .map((path) => [i, path] as const),
  );
  const [object, path] = all[at % Math.max(all.length, 1)] ?? [0, []];
  const last = path.at(-1);
  if (last === undefined) return side;
  const parent = path
    .slice(0, -1)
    .reduce<Json>((one, key) => (one as Record<string | number, Json>)[key] as Json, objects[object]?.manifest as Json);
  (parent as Record<string | number, unknown>)[last] = junk;
  return { ...side, objects: objects as unknown as Side['objects'] };
}

it('whatever stands in an object, nothing throws', () => {
  const all = changes();
  const wrong = fc.record({
    change: fc.integer({ min: 0, max: all.length - 1 }),
    state: fc.constantFrom('old' as const, 'new' as const),
    at: fc.nat(),
    junk: fc.constantFrom(...JUNK),
  });
  fc.assert(
    fc.property(wrong, ({ change, state, at, junk }) => {
      const [old, now] = [sideOf(all[change] as never, 'old'), sideOf(all[change] as never, 'new')];
      const [before, after] = state === 'old' ? [broken(old, at, junk), now] : [old, broken(now, at, junk)];
      expect(() => compare(before, after)).not.toThrow();
    }),
    { numRuns: 1000 },
  );
});
