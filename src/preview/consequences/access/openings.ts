import { type Fields, fields, items } from '../../../checks/pods';
import { selectorText } from '../../../checks/referring/selecting';
import { isWithin } from '../../../checks/rules/forms';
import type { Manifest } from '../../../graph/graph';
import { homeOf } from '../state';

export const DIRECTIONS = ['Ingress', 'Egress'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** One peer and one port that a rule admits; none of either: all. */
export interface Opening {
  readonly peer: Fields | undefined;
  readonly port: Fields | undefined;
  readonly home: string;
}

/** Whether a policy isolates the pods that it selects. Without policyTypes it is about Ingress, and about Egress where it has such rules. */
export function isIsolating({ spec }: Manifest, direction: Direction): boolean {
  const { policyTypes, egress } = fields(spec);
  if (Array.isArray(policyTypes)) return policyTypes.includes(direction);
  return direction === 'Ingress' || egress !== undefined;
}

export function openingsOf(policy: Manifest, direction: Direction): Opening[] {
  const home = homeOf(policy);
  const [rules, side] = direction === 'Ingress' ? ['ingress', 'from'] : ['egress', 'to'];
  return items(fields(policy.spec)[rules as string]).flatMap((rule) => {
    const peers = items(rule[side as string]);
    const ports = items(rule.ports);
    return (peers.length > 0 ? peers : [undefined]).flatMap((peer) =>
      (ports.length > 0 ? ports : [undefined]).map((port) => ({ peer, port, home })),
    );
  });
}

/** Whether the first is admitted by the second already. */
export function covered(one: Opening, by: Opening): boolean {
  return isPort(one.port, by.port) && isPeer(one.peer, by.peer);
}

function isPort(one: Fields | undefined, by: Fields | undefined): boolean {
  if (!by) return true;
  if (!one || (one.protocol ?? 'TCP') !== (by.protocol ?? 'TCP')) return false;
  if (by.port === undefined) return true;
  const [first, last] = [by.port, by.endPort ?? by.port];
  if (typeof one.port === 'number' && typeof first === 'number')
    return one.port >= first && Number(one.endPort ?? one.port) <= Number(last);
  return one.port === first;
}

function isPeer(one: Fields | undefined, by: Fields | undefined): boolean {
  if (!by) return true;
  if (!one) return false;
  if (one.ipBlock !== undefined || by.ipBlock !== undefined) return isBlock(fields(one.ipBlock), fields(by.ipBlock));
  return (
    (one.namespaceSelector === undefined) === (by.namespaceSelector === undefined) &&
    isNarrower(fields(one.namespaceSelector), fields(by.namespaceSelector)) &&
    isNarrower(fields(one.podSelector), fields(by.podSelector))
  );
}

function isBlock(one: Fields, by: Fields): boolean {
  if (typeof one.cidr !== 'string' || typeof by.cidr !== 'string') return false;
  const out = (block: Fields) => (Array.isArray(block.except) ? block.except.map(String) : []);
  const inside = one.cidr === by.cidr || isWithin(one.cidr, by.cidr);
  return inside && out(by).every((each) => out(one).some((other) => other === each || isWithin(each, other)));
}

/** Whether the first selector asks for everything that the second asks for. */
function isNarrower(one: Fields, by: Fields): boolean {
  const labels = fields(one.matchLabels);
  const said = items(one.matchExpressions).map((each) => JSON.stringify(each));
  return (
    Object.entries(fields(by.matchLabels)).every(([key, value]) => labels[key] === value) &&
    items(by.matchExpressions).every((each) => said.includes(JSON.stringify(each)))
  );
}

/** `pods with app=n8n of namespace 'automation' on TCP 5432`. */
export function openingText({ peer, port, home }: Opening): string {
  return `${peerText(peer, home)} on ${portText(port)}`;
}

function portText(port: Fields | undefined): string {
  if (!port) return 'every port';
  const last = port.endPort === undefined ? '' : `-${port.endPort}`;
  return port.port === undefined
    ? `every ${port.protocol ?? 'TCP'} port`
    : `${port.protocol ?? 'TCP'} ${port.port}${last}`;
}

const NAME = 'kubernetes.io/metadata.name';

function peerText(peer: Fields | undefined, home: string): string {
  if (!peer) return 'anybody';
  if (peer.ipBlock !== undefined) {
    const { cidr, except } = fields(peer.ipBlock);
    return `${cidr}${Array.isArray(except) && except.length > 0 ? ` without ${except.join(', ')}` : ''}`;
  }
  const pods =
    Object.keys(fields(peer.podSelector)).length > 0
      ? `pods with ${selectorText(fields(peer.podSelector))}`
      : 'all pods';
  if (peer.namespaceSelector === undefined) return `${pods} of namespace '${home}'`;
  const { [NAME]: name, ...others } = fields(fields(peer.namespaceSelector).matchLabels);
  if (name !== undefined && Object.keys(others).length === 0) return `${pods} of namespace '${name}'`;
  if (Object.keys(fields(peer.namespaceSelector)).length === 0) return `${pods} of every namespace`;
  return `${pods} of namespaces with ${selectorText(fields(peer.namespaceSelector))}`;
}
