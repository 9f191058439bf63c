import { fields } from '../checks/pods';
import type { Manifest } from '../graph/graph';

const HIDDEN = '‹hidden›';
const SECRET = ['data', 'stringData'];

/** Both states of an object without a byte of a secret. That a value was changed can still be told. */
export function veiled(
  before: Manifest | undefined,
  after: Manifest | undefined,
): readonly [Manifest | undefined, Manifest | undefined] {
  const other = (manifest: Manifest | undefined, key: string, name: string) => fields(manifest?.[key])[name];
  const veil = (one: Manifest | undefined, was: Manifest | undefined, mark: string): Manifest | undefined => {
    if (one?.kind !== 'Secret') return one;
    const hidden = SECRET.flatMap((key) =>
      one[key] === undefined
        ? []
        : [
            [
              key,
              Object.fromEntries(
                Object.entries(fields(one[key])).map(([name, value]) => [
                  name,
                  other(was, key, name) === value ? HIDDEN : mark,
                ]),
              ),
            ] as const,
          ],
    );
    return { ...one, ...Object.fromEntries(hidden) };
  };
  return [veil(before, after, '‹hidden: before›'), veil(after, before, '‹hidden: after›')];
}
