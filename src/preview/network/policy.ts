import { type Fields, fields, items } from '../../checks/pods';
import { selects } from '../../checks/referring/selecting';
import type { Manifest } from '../../graph/graph';
import type { Group, Population, Port } from './pods';

/** A NetworkPolicy (networking.k8s.io/v1), as far as it matters to who reaches whom. */
export interface Policy {
  readonly name: string;
  readonly namespace: string;
  readonly selector: Fields;
  /** What may come in; nothing said: it does not hold that up. */
  readonly ingress: readonly Rule[] | undefined;
  readonly egress: readonly Rule[] | undefined;
}

export interface Rule {
  /** `undefined`: everybody. */
  readonly peers: readonly Fields[] | undefined;
  /** `undefined`: all. */
  readonly ports: readonly Fields[] | undefined;
}

export type Direction = 'ingress' | 'egress';

export function policyOf({ kind, metadata, spec }: Manifest): Policy[] {
  if (kind !== 'NetworkPolicy') return [];
  const { podSelector, policyTypes, ingress, egress } = fields(spec);
  const types = Array.isArray(policyTypes) ? policyTypes : ['Ingress', ...(egress === undefined ? [] : ['Egress'])];
  return [
    {
      name: metadata.name,
      namespace: metadata.namespace ?? 'default',
      selector: fields(podSelector),
      ingress: types.includes('Ingress') ? rules(ingress, 'from') : undefined,
      egress: types.includes('Egress') ? rules(egress, 'to') : undefined,
    },
  ];
}

/** An empty list of peers or ports is the same as none: all of them. */
function rules(value: unknown, side: 'from' | 'to'): Rule[] {
  const some = (list: Fields[]) => (list.length > 0 ? list : undefined);
  return items(value).map((rule) => ({ peers: some(items(rule[side])), ports: some(items(rule.ports)) }));
}

/** Lets everything through, as `egress: [{}]` does. */
function isOpen({ peers, ports }: Rule): boolean {
  return peers === undefined && ports === undefined;
}

/** Policies by the namespace and a label that their pods have: asking each one about each pod would take too long. */
export class Policies {
  private readonly byLabel = new Map<string, Policy[]>();

  constructor(readonly all: readonly Policy[]) {
    for (const policy of all) {
      const [label] = Object.entries(fields(policy.selector.matchLabels));
      const key = keyOf(policy.namespace, label);
      const known = this.byLabel.get(key);
      if (known) known.push(policy);
      else this.byLabel.set(key, [policy]);
    }
  }

  /** Those that hold up what comes in, or goes out; none: nothing is held up. */
  of({ namespace, labels }: Group, direction: Direction): Policy[] {
    const keys = [undefined, ...Object.entries(labels)].map((label) => keyOf(namespace, label));
    const own = keys
      .flatMap((key) => this.byLabel.get(key) ?? [])
      .filter((policy) => policy[direction] !== undefined && selects(policy.selector, labels));
    return own.some((policy) => policy[direction]?.some(isOpen)) ? [] : own;
  }
}

const keyOf = (namespace: string, label: readonly [string, unknown] | undefined): string =>
  [namespace, ...(label ?? [])].join('\0');

/** Whether one of them says that `peer` is let through to a port. */
export function admits(
  policies: readonly Policy[],
  direction: Direction,
  peer: Group,
  port: Port,
  population: Population,
): boolean {
  return policies.some((policy) =>
    policy[direction]?.some(
      ({ peers, ports }) =>
        (!peers || peers.some((one) => isPeer(one, policy.namespace, peer, population))) &&
        (!ports || ports.some((one) => isPort(one, port))),
    ),
  );
}

/** Addresses are not pods: what a CNI makes of an ipBlock that covers pods differs from one to the next. */
function isPeer(
  { podSelector, namespaceSelector, ipBlock }: Fields,
  home: string,
  { namespace, labels }: Group,
  population: Population,
): boolean {
  if (ipBlock !== undefined) return false;
  if (namespaceSelector === undefined ? namespace !== home : !population.isMeant(fields(namespaceSelector), namespace))
    return false;
  return podSelector === undefined || selects(fields(podSelector), labels);
}

function isPort({ port: wanted, endPort, protocol = 'TCP' }: Fields, { port, protocol: own, name }: Port): boolean {
  if (protocol !== own) return false;
  if (wanted === undefined || wanted === name) return true;
  return typeof endPort === 'number' ? port >= Number(wanted) && port <= endPort : wanted === port;
}

/** Addresses outside of the cluster, and the ports that are open to or towards them. */
export interface Block {
  readonly address: string;
  /** ` on 443`; empty: all. */
  readonly ports: string;
}

export function blocks(policies: readonly Policy[], direction: Direction): Block[] {
  return policies.flatMap((policy) =>
    (policy[direction] ?? []).flatMap(({ peers, ports }) => {
      if (peers === undefined) return [{ address: 'any address', ports: onPorts(ports) }];
      return peers.flatMap(({ ipBlock }) => {
        const { cidr, except = [] } = fields(ipBlock);
        const address = cidr === undefined ? undefined : addresses(String(cidr), except as readonly string[]);
        return address === undefined ? [] : [{ address, ports: onPorts(ports) }];
      });
    }),
  );
}

/** Networks that are nobody's on the Internet (RFC 1918). */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

function addresses(cidr: string, except: readonly string[]): string {
  const isWorld = cidr === '0.0.0.0/0' && PRIVATE.every((network) => except.includes(network));
  const without = isWorld ? except.filter((network) => !PRIVATE.includes(network)) : except;
  return `${isWorld ? 'the Internet' : cidr}${without.length > 0 ? ` except ${without.join(', ')}` : ''}`;
}

function onPorts(ports: readonly Fields[] | undefined): string {
  if (!ports) return '';
  const shown = ports.map(({ port = 'all ports', endPort, protocol = 'TCP' }) => {
    const range = endPort === undefined ? `${port}` : `${port}-${endPort}`;
    return protocol === 'TCP' ? range : `${range}/${String(protocol).toLowerCase()}`;
  });
  return ` on ${shown.join(', ')}`;
}
