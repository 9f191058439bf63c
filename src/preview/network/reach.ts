import { sortBy } from '../../base/sort';
import { type Fields, fields } from '../../kubernetes/manifest';
import type { Group } from '../../kubernetes/network/population';
import type { Reach } from '../change';
import type { Side } from '../side';
import { connectionChanges } from './connections';
import { Network } from './network';
import { closed, opened, outside, portText } from './outside';
import { type Affected, affected, waysOf } from './ways';

/** Who may reach what, that could not before, and who no longer may. Of an environment that begins or ends nothing is said. */
export function reachChanges(before: Side, after: Side): Reach[] {
  if (before.objects.length === 0 || after.objects.length === 0) return [];
  const [old, now] = [new Network(before), new Network(after)];
  const senders = affected(old, now, 'egress');
  const receivers = affected(old, now, 'ingress');
  const ways = [...waysOf(old, now, senders, receivers)];
  const said = [
    ...connectionChanges(before, after, ways, now),
    ...turned(senders, receivers, now),
    ...outside(senders, receivers, old, now),
  ];
  return sortBy(
    new Map(said.map((one) => [one.sentence, one])).values(),
    ({ what, sentence }) => `${sentence} ${what}`,
  );
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
    ...receivers.opened.map((to) =>
      opened(`everything in the cluster can now reach ${now.nameOf(to)}: no NetworkPolicy holds it up any more`),
    ),
    ...receivers.closed.map((to) =>
      closed(
        everybody(now, to) ??
          `${only(reachedBy(to).map((from) => now.nameOf(from)))} can now reach ${now.nameOf(to)}; before, everything could`,
      ),
    ),
    ...senders.opened.map((from) =>
      opened(`${now.nameOf(from)} can now reach everything: no NetworkPolicy holds it up any more`),
    ),
    ...senders.closed.map((from) =>
      closed(`${now.nameOf(from)} can now reach ${only(reachableFrom(from))} in the cluster; before, everything`),
    ),
  ];
}

/** Of policies that let every namespace in: the ports that stay open to all, of which containers need not tell. */
function everybody(now: Network, to: Group): string | undefined {
  const rules = now.holding(to, 'ingress').flatMap(({ ingress = [] }) => ingress);
  const open = rules.filter(({ peer }) => isEverybody(peer));
  if (open.length === 0) return undefined;
  const name = now.nameOf(to);
  if (open.some(({ port }) => port === undefined))
    return `every pod of the cluster can still reach ${name}; before, everything else could as well`;
  const ports = [...new Set(open.flatMap(({ port }) => (port ? [portText(port)] : [])))];
  const others = open.length < rules.length ? ', and on others those whom a NetworkPolicy names' : '';
  return `everything in the cluster can still reach ${name} on ${ports.join(', ')}${others}; before, it could on every port`;
}

function isEverybody(peer: Fields | undefined): boolean {
  if (!peer) return true;
  const isEmpty = (selector: unknown) => Object.keys(fields(selector)).length === 0;
  return peer.namespaceSelector !== undefined && isEmpty(peer.namespaceSelector) && isEmpty(peer.podSelector);
}

const SHOWN = 6;

function only(names: readonly string[]): string {
  const all = [...new Set(names)].sort();
  if (all.length === 0) return 'nothing';
  const more = all.length > SHOWN ? ` and ${all.length - SHOWN} more` : '';
  return `only ${all.slice(0, SHOWN).join(', ')}${more}`;
}
