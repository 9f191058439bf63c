import { at, items } from '../../../kubernetes/manifest';
import { amount } from '../../../kubernetes/quantities';
import { idOf } from '../../match/identity';
import { consequence } from '../consequence';
import type { Judge } from '../judge';
import { State } from '../state';

const MEBIBYTE = 2 ** 20;

/** Limits of memory that are lower, or beyond every node. */
export const limits: Judge = ({ before, after, objects }) => {
  const changed = new Set(objects.flatMap(({ after: now }) => (now ? [idOf(now)] : [])));
  const old = State.of(before);
  const [nodes = []] = Object.values(after.beyond?.machines ?? {});
  const largest = Math.max(...nodes.map(({ room }) => room.memory)) * MEBIBYTE;
  return State.of(after).makers.flatMap(({ id, name, object, spec, manifest }) => {
    if (!changed.has(id)) return [];
    const was = new Map(items(old.maker(manifest)?.spec.containers).map((one) => [one.name, limitOf(one)]));
    return items(spec.containers).flatMap((one) => {
      const [limit, earlier] = [limitOf(one), was.get(one.name)];
      if (limit === undefined) return [];
      const [container, about] = [String(one.name), { about: [object] }];
      const isLower = earlier !== undefined && (amount(limit) ?? 0) < (amount(earlier) ?? 0);
      const isBeyond = nodes.length > 0 && (amount(limit) ?? 0) > largest && !((amount(earlier) ?? 0) > largest);
      return [
        ...(isLower
          ? [
              consequence(
                'capacity/limit-lowered',
                { object: name, container, before: String(earlier), after: String(limit) },
                about,
              ),
            ]
          : []),
        ...(isBeyond
          ? [
              consequence(
                'capacity/limit-over-node',
                {
                  object: name,
                  container,
                  limit: String(limit),
                  largest: `${Math.round(largest / MEBIBYTE / 102.4) / 10}Gi`,
                },
                about,
              ),
            ]
          : []),
      ];
    });
  });
};

function limitOf(container: Record<string, unknown>): unknown {
  return at(container.resources, 'limits').memory;
}
