import { once } from '../../base/once';
import type { Direction, Policy } from '../../kubernetes/network/policies';
import { type Group, keyOf } from '../../kubernetes/network/population';
import type { Reach } from '../change';
import type { Network } from './network';

/** A pair that may, or may no longer, speak on a port. */
export interface Way {
  readonly what: Reach['what'];
  readonly from: Group;
  readonly to: Group;
  readonly address: string;
}

/** Pairs that are looked at; more of them mean that nearly everything changed. */
const MOST = 3_000_000;

/** Groups whose policies of one direction differ. */
export interface Affected {
  readonly direction: Direction;
  readonly groups: readonly Group[];
  /** Of those, whom nothing held before and something does now, and the other way round. */
  readonly closed: readonly Group[];
  readonly opened: readonly Group[];
}

export function affected(old: Network, now: Network, direction: Direction): Affected {
  const changed = [...now.groups.values()].flatMap((group) => {
    const was = old.counterpart(group);
    const [before, after] = [was && old.holding(was, direction), now.holding(group, direction)];
    return before && same(before, after) ? [] : [{ group, before, after }];
  });
  return {
    direction,
    groups: changed.map(({ group }) => group),
    closed: changed.flatMap(({ group, before, after }) => (before?.length === 0 && after.length > 0 ? [group] : [])),
    opened: changed.flatMap(({ group, before, after }) =>
      before && before.length > 0 && after.length === 0 ? [group] : [],
    ),
  };
}

const text = once(({ selector, ingress, egress }: Policy) => JSON.stringify([selector, ingress, egress]));

function same(before: readonly Policy[], after: readonly Policy[]): boolean {
  return before.length === after.length && before.every((policy, i) => text(policy) === text(after[i] as Policy));
}

/** Pairs of which one is affected. What turned as a whole is said as a whole. */
export function* waysOf(old: Network, now: Network, senders: Affected, receivers: Affected): Generator<Way> {
  const all = [...now.groups.values()];
  if ((senders.groups.length + receivers.groups.length) * all.length > MOST) return;
  const whole = new Set([...senders.opened, ...senders.closed, ...receivers.opened, ...receivers.closed]);
  const seen = new Set<string>();
  const pairs = [
    ...senders.groups.flatMap((from) => all.map((to) => [from, to] as const)),
    ...receivers.groups.flatMap((to) => all.map((from) => [from, to] as const)),
  ];
  for (const [from, to] of pairs) {
    const pair = `${keyOf(from)} ${keyOf(to)}`;
    if (from === to || whole.has(from) || whole.has(to) || seen.has(pair)) continue;
    seen.add(pair);
    const [sender, receiver] = [old.counterpart(from), old.counterpart(to)];
    for (const port of to.ports) {
      const could = sender && receiver && old.reaches(sender, receiver, port);
      const can = could === undefined ? now.isStated(from, to, port) : now.reaches(from, to, port);
      if (can !== Boolean(could))
        yield { what: can ? 'opened' : 'closed', from, to, address: now.population.address(to, port) };
    }
  }
}
