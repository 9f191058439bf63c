import { finding } from '../../diagnostics/finding';
import { type Fields, fields, items } from '../../kubernetes/manifest';
import type { Check } from '../check';
import { Inventory } from '../inventory';
import { type Found, objectsOf } from '../objects-of';

/** Policies that let pods out to something, and not to the DNS by which they would find it. */
export const egress: Check = ({ graph, artifacts }) => {
  const inventory = Inventory.of(graph, artifacts);
  const all = objectsOf(graph, artifacts, 'NetworkPolicy').filter(isAboutEgress);
  const resolving = all.filter(({ spec }) => items(spec.egress).some(admitsDns));
  return all
    .filter(({ spec, namespace }) => items(spec.egress).length > 0 && inventory.knows(namespace))
    .filter((policy) => !resolving.some((other) => other === policy || covers(other, policy)))
    .map(({ object, subject }) => finding('network/no-dns', { object }, subject));
};

function isAboutEgress({ spec }: Found): boolean {
  const { policyTypes } = spec;
  return Array.isArray(policyTypes) ? policyTypes.includes('Egress') : spec.egress !== undefined;
}

/** Whether it is about all pods that the other is about. */
function covers(one: Found, other: Found): boolean {
  const [wide, narrow] = [fields(one.spec.podSelector), fields(other.spec.podSelector)];
  if (one.namespace !== other.namespace || wide.matchExpressions !== undefined) return false;
  const has = fields(narrow.matchLabels);
  return Object.entries(fields(wide.matchLabels)).every(([key, value]) => has[key] === value);
}

/** Peers within the own namespace, and single addresses, are no DNS. */
function admitsDns({ to, ports }: Fields): boolean {
  const peers = items(to);
  const leads =
    peers.length === 0 || peers.some((peer) => peer.namespaceSelector !== undefined || isNetwork(peer.ipBlock));
  const open = items(ports);
  return leads && (open.length === 0 || open.some(isDns));
}

/** 53 at the Service; some distributions lead it to 1053, 5353 or 8053 of the pods. */
const DNS = [53, 1053, 5353, 8053];

function isDns({ port, endPort = port }: Fields): boolean {
  if (typeof port === 'string') return /dns|domain/.test(port);
  if (port === undefined) return true;
  return DNS.some((own) => Number(port) <= own && own <= Number(endPort));
}

function isNetwork(block: unknown): boolean {
  const [, bits] = String(fields(block).cidr).split('/');
  return bits !== undefined && Number(bits) < 32;
}
