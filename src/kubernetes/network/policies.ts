import { groupBy } from '../../base/sort';
import type { Manifest } from '../manifest';
import { type Fields, fields } from '../manifest';
import { selects } from '../selectors';
import { isOpen, type Opening, openingsOf } from './openings';
import type { Group, Population, Port } from './population';

/** A NetworkPolicy (networking.k8s.io/v1), as far as it matters to who reaches whom. */
export interface Policy {
  readonly manifest: Manifest;
  readonly namespace: string;
  readonly selector: Fields;
  /** What may come in; nothing said: it does not hold that up. */
  readonly ingress: readonly Opening[] | undefined;
  readonly egress: readonly Opening[] | undefined;
}

export const DIRECTIONS = ['ingress', 'egress'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** Without policyTypes it is about what comes in, and about what goes out where it has such rules. */
export function policyOf(manifest: Manifest): Policy[] {
  const { kind, metadata } = manifest;
  if (kind !== 'NetworkPolicy') return [];
  const { podSelector, policyTypes, ingress, egress } = fields(manifest.spec);
  const types = Array.isArray(policyTypes) ? policyTypes : ['Ingress', ...(egress === undefined ? [] : ['Egress'])];
  const namespace = metadata.namespace ?? 'default';
  return [
    {
      manifest,
      namespace,
      selector: fields(podSelector),
      ingress: types.includes('Ingress') ? openingsOf(ingress, 'from', namespace) : undefined,
      egress: types.includes('Egress') ? openingsOf(egress, 'to', namespace) : undefined,
    },
  ];
}

/** Pods as a policy knows them. */
type Selectable = Pick<Group, 'namespace' | 'labels'>;

/** Policies by the namespace and a label that their pods have: asking each one about each pod would take too long. */
export class Policies {
  private readonly byLabel: ReadonlyMap<string, Policy[]>;

  constructor(readonly all: readonly Policy[]) {
    this.byLabel = groupBy(all, ({ namespace, selector }) => {
      const [label] = Object.entries(fields(selector.matchLabels));
      return keyOf(namespace, label);
    });
  }

  /** Those that are about some pods, in whatever direction. */
  selecting({ namespace, labels }: Selectable): Policy[] {
    return [undefined, ...Object.entries(labels)]
      .flatMap((label) => this.byLabel.get(keyOf(namespace, label)) ?? [])
      .filter(({ selector }) => selects(selector, labels));
  }

  /** What all of them together admit; nothing where none isolates these pods. */
  admitted(pods: Selectable, direction: Direction): Opening[] | undefined {
    const all = this.selecting(pods).flatMap((policy) => policy[direction] ?? []);
    return all.length > 0 || this.selecting(pods).some((policy) => policy[direction]) ? all : undefined;
  }

  /** Those that hold up what comes in, or goes out; none: nothing is held up. */
  holding(pods: Selectable, direction: Direction): Policy[] {
    const own = this.selecting(pods).filter((policy) => policy[direction] !== undefined);
    return own.some((policy) => policy[direction]?.some(isOpen)) ? [] : own;
  }
}

const keyOf = (namespace: string, label: readonly [string, unknown] | undefined): string =>
  [namespace, ...(label ?? [])].join('\0');

/** Whether one of them says that somebody is let through to a port. */
export function admits(
  policies: readonly Policy[],
  direction: Direction,
  other: Group,
  to: Port,
  population: Population,
): boolean {
  return policies.some((policy) =>
    policy[direction]?.some(
      ({ peer, port, home }) => (!peer || isPeer(peer, home, other, population)) && (!port || isPort(port, to)),
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
