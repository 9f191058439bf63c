import { sortBy } from '../../graph/sort';
import type { Reach } from '../change';
import type { Side } from '../side';
import { connectionChanges } from './connections';
import { Network } from './network';
import { type Group, keyOf } from './pods';
import { blocks, type Direction, type Policy } from './policy';

/** A pair that may, or may no longer, speak on a port. */
export interface Way {
  readonly what: Reach['what'];
  readonly from: Group;
  readonly to: Group;
  readonly address: string;
}

/** Pairs that are looked at; more of them mean that nearly everything changed. */
const MOST = 3_000_000;

/** Who may reach what, that could not before, and who no longer may. Of an environment that begins or ends nothing is said. */
export function reachChanges(before: Side, after: Side): Reach[] {
  if (before.objects.length === 0 || after.objects.length === 0) return [];
  const [old, now] = [new Network(before), new Network(after)];
  const [senders, receivers] = (['egress', 'ingress'] as const).map((direction) => affected(old, now, direction)) as [
    Affected,
    Affected,
  ];
  const ways = [...waysOf(old, now, senders, receivers)];
  const said = [
    ...connectionChanges(before, after, ways),
    ...turned(senders, receivers, now),
    ...outside(senders, receivers, old, now),
  ];
  return sortBy(
    new Map(said.map((one) => [one.sentence, one])).values(),
    ({ what, sentence }) => `${sentence} ${what}`,
  );
}

/** Groups whose policies of one direction differ. */
interface Affected {
  readonly direction: Direction;
  readonly groups: readonly Group[];
  /** Of those, whom nothing held before and something does now, and the other way round. */
  readonly closed: readonly Group[];
  readonly opened: readonly Group[];
}

function affected(old: Network, now: Network, direction: Direction): Affected {
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

const texts = new WeakMap<Policy, string>();

function same(before: readonly Policy[], after: readonly Policy[]): boolean {
  const text = (policy: Policy): string => {
    const known = texts.get(policy) ?? JSON.stringify(policy);
    texts.set(policy, known);
    return known;
  };
  return before.length === after.length && before.every((policy, i) => text(policy) === text(after[i] as Policy));
}

/** Pairs of which one is affected. What turned as a whole is said as a whole. */
function* waysOf(old: Network, now: Network, senders: Affected, receivers: Affected): Generator<Way> {
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

function turned(senders: Affected, receivers: Affected, now: Network): Reach[] {
  const all = [...now.groups.values()];
  const reachedBy = (to: Group) =>
    all.filter((from) => from !== to && to.ports.some((port) => now.reaches(from, to, port)));
  const reachableFrom = (from: Group) =>
    all.flatMap((to) =>
      to.ports
        .filter((port) => from !== to && now.reaches(from, to, port))
        .map((port) => now.population.address(to, port)),
    );
  return [
    ...receivers.opened.map(({ name }) =>
      opened(`everything in the cluster can now reach ${name}: no NetworkPolicy holds it up any more`),
    ),
    ...receivers.closed.map((to) =>
      closed(`${only(reachedBy(to).map(({ name }) => name))} can now reach ${to.name}; before, everything could`),
    ),
    ...senders.opened.map(({ name }) =>
      opened(`${name} can now reach everything: no NetworkPolicy holds it up any more`),
    ),
    ...senders.closed.map((from) =>
      closed(`${from.name} can now reach ${only(reachableFrom(from))} in the cluster; before, everything`),
    ),
  ];
}

const opened = (sentence: string): Reach => ({ what: 'opened', sentence });
const closed = (sentence: string): Reach => ({ what: 'closed', sentence });
const SHOWN = 6;

function only(names: readonly string[]): string {
  const all = [...new Set(names)].sort();
  if (all.length === 0) return 'nothing';
  const more = all.length > SHOWN ? ` and ${all.length - SHOWN} more` : '';
  return `only ${all.slice(0, SHOWN).join(', ')}${more}`;
}

/** Addresses outside of the cluster. */
function outside(senders: Affected, receivers: Affected, old: Network, now: Network): Reach[] {
  return [senders, receivers].flatMap(({ direction, groups, opened: free, closed: held }) =>
    groups.flatMap((group) => {
      const was = old.counterpart(group);
      if (free.includes(group) || held.includes(group)) return [];
      const before = was ? blocks(old.holding(was, direction), direction) : new Set<string>();
      const after = blocks(now.holding(group, direction), direction);
      const say = (may: string, block: string) =>
        direction === 'egress'
          ? `${group.name} ${may} reach ${block}`
          : `${block.replace(/ on (.+)$/, '')} ${may} reach ${group.name}${/ on .+$/.exec(block)?.[0] ?? ''}`;
      return [
        ...[...after].filter((one) => !before.has(one)).map((one) => opened(say('can now', one))),
        ...[...before].filter((one) => !after.has(one)).map((one) => closed(say('can no longer', one))),
      ];
    }),
  );
}
