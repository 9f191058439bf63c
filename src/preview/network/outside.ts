import { groupBy } from '../../base/sort';
import { type Fields, fields } from '../../kubernetes/manifest';
import { covered, type Opening } from '../../kubernetes/network/openings';
import type { Direction } from '../../kubernetes/network/policies';
import type { Group } from '../../kubernetes/network/population';
import type { Reach } from '../change';
import type { Network } from './network';
import type { Affected } from './ways';

export const opened = (sentence: string): Reach => ({ what: 'opened', sentence });
export const closed = (sentence: string): Reach => ({ what: 'closed', sentence });

/** Addresses outside of the cluster. */
export function outside(senders: Affected, receivers: Affected, old: Network, now: Network): Reach[] {
  return [senders, receivers].flatMap(({ direction, groups, opened: free, closed: held }) =>
    groups.flatMap((group) => {
      if (free.includes(group) || held.includes(group)) return [];
      const was = old.counterpart(group);
      const before = was ? openingsOf(old, was, direction) : [];
      const after = openingsOf(now, group, direction);
      const say = (may: string) => (way: string, ports: string) =>
        direction === 'egress'
          ? `${now.nameOf(group)} ${may} reach ${way}${ports}`
          : `${way} ${may} reach ${now.nameOf(group)}${ports}`;
      return [
        ...sentences(without(after, before), say('can now')).map(opened),
        ...sentences(without(before, after), say('can no longer')).map(closed),
      ];
    }),
  );
}

/** Those that are not about pods. */
function openingsOf(network: Network, group: Group, direction: Direction): Opening[] {
  return network
    .holding(group, direction)
    .flatMap((policy) => policy[direction] ?? [])
    .filter(({ peer }) => peer === undefined || peer.ipBlock !== undefined);
}

function without(all: readonly Opening[], known: readonly Opening[]): Opening[] {
  return all.filter((one) => !known.some((other) => covered(one, other)));
}

function sentences(openings: readonly Opening[], say: (address: string, ports: string) => string): string[] {
  return [...groupBy(openings, ({ peer }) => addresses(peer))].map(([address, all]) => {
    const ports = all.flatMap(({ port }) => (port ? [portText(port)] : []));
    return say(address, ports.length < all.length ? '' : ` on ${ports.join(', ')}`);
  });
}

/** Networks that are nobody's on the Internet (RFC 1918). */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

function addresses(peer: Fields | undefined): string {
  if (!peer) return 'any address';
  const { cidr, except } = fields(peer.ipBlock);
  const all = Array.isArray(except) ? except.map(String) : [];
  const isWorld = cidr === '0.0.0.0/0' && PRIVATE.every((network) => all.includes(network));
  const rest = isWorld ? all.filter((network) => !PRIVATE.includes(network)) : all;
  return `${isWorld ? 'the Internet' : cidr}${rest.length > 0 ? ` except ${rest.join(', ')}` : ''}`;
}

export function portText({ port = 'all ports', endPort, protocol = 'TCP' }: Fields): string {
  const range = endPort === undefined ? `${port}` : `${port}-${endPort}`;
  return protocol === 'TCP' ? range : `${range}/${String(protocol).toLowerCase()}`;
}
