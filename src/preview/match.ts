import { idOf } from './identity';
import type { Placed } from './side';

export interface Matched {
  readonly pairs: readonly (readonly [before: Placed, after: Placed])[];
  readonly added: readonly Placed[];
  readonly removed: readonly Placed[];
}

/** Who is who: by group, kind, namespace and name. */
export function match(before: readonly Placed[], after: readonly Placed[]): Matched {
  const old = new Map(before.map((placed) => [idOf(placed.manifest), placed]));
  const now = new Map(after.map((placed) => [idOf(placed.manifest), placed]));
  return {
    pairs: [...now].flatMap(([id, placed]) => {
      const was = old.get(id);
      return was ? [[was, placed] as const] : [];
    }),
    added: [...now].flatMap(([id, placed]) => (old.has(id) ? [] : [placed])),
    removed: [...old].flatMap(([id, placed]) => (now.has(id) ? [] : [placed])),
  };
}
