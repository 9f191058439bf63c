import { isDeepStrictEqual } from 'node:util';
import { type IPv4, parseCIDR } from 'ipaddr.js';
import { podsOf } from '../../../src/checks/pods';
import type { ConnectionNode, Graph, PodsNode } from '../../../src/graph/graph';
import type { Tree } from './tree';

/** Pods that are alike, by the name that netpol-analyzer has for them. */
export interface Pods extends PodsNode {
  readonly name: string;
  /** Not of the tree: made for this judgement. */
  readonly isStandIn: boolean;
}

/** Ports by `TCP 443`; `everything` where no policy stands in the way. */
export type Ports = ReadonlySet<string> | 'everything';

const MAKES_PODS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'StrimziPodSet']);
const DNS = ['TCP 53', 'UDP 53'];
const KUBE_DNS: PodsNode = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };

/**
 * Everybody who may talk: the pods of the tree, those that releases and the cluster bring, and in each namespace one
 * that nobody knows.
 */
export function everybody({ graph, artifacts }: Tree): Pods[] {
  const own = podsOf(graph, artifacts).map(({ manifest: { kind, metadata }, namespace, labels }) => ({
    name: `${namespace}/${metadata.name}[${kind}]`,
    namespace,
    labels: labels as Record<string, string>,
    isStandIn: false,
  }));
  const brought = [
    ...[...graph.releases, ...graph.operands].flatMap(({ brings, namespace }) =>
      brings.map((one) => ({ namespace, ...one })),
    ),
    ...graph.clusters.flatMap(({ brings = [] }) => brings),
  ];
  const others = brought.flatMap(({ kind, name, namespace, labels }) =>
    MAKES_PODS.has(kind) && namespace && labels ? [standIn(namespace, `brought-${name}`, labels)] : [],
  );
  const namespaces = new Set([...namespacesOf(graph), ...own.map((pods) => pods.namespace), 'elsewhere']);
  return [...own, ...others, ...[...namespaces].map((namespace) => standIn(namespace, 'stranger', {}))];
}

export function namespacesOf({ namespaces }: Graph): string[] {
  return namespaces.map(({ name }) => name);
}

function standIn(namespace: string, name: string, labels: PodsNode['labels']): Pods {
  return { name: `${namespace}/${name}[Pod]`, namespace, labels, isStandIn: true };
}

/** What the connections of a graph say of who reaches whom. */
export class Claim {
  readonly #graph: Graph;
  readonly #denied: ReadonlySet<string>;
  readonly #guarded: readonly PodsNode[];

  constructor(graph: Graph) {
    this.#graph = graph;
    this.#guarded = graph.releases.flatMap(({ namespace, guards }) => guards.map((labels) => ({ namespace, labels })));
    this.#denied = new Set(graph.namespaces.filter(({ denied }) => denied).map(({ name }) => name));
  }

  between(from: Pods, to: Pods): Ports {
    const said = this.#graph.connections.flatMap((connection) => {
      const { pods, target } = connection;
      return pods && target && 'pods' in target && are(from, pods) && are(to, target.pods) ? [port(connection)] : [];
    });
    const out = this.#isDenied(from) ? new Set([...said, ...(are(to, KUBE_DNS) ? DNS : [])]) : 'everything';
    return both(out, this.#isClosed(to) ? new Set([...said, ...this.#open(to)]) : 'everything');
  }

  /** From outside the cluster. */
  into(to: Pods): Ports {
    return this.#isClosed(to) ? new Set(this.#open(to)) : 'everything';
  }

  outTo(from: Pods, address: number): Ports {
    if (!this.#isDenied(from)) return 'everything';
    const said = this.#graph.connections.flatMap((connection) => {
      const { pods, target } = connection;
      if (!pods || !target || !('cidrs' in target) || !are(from, pods)) return [];
      const isIn = target.cidrs.some((cidr) => within(address, cidr));
      return isIn && !target.except?.some((cidr) => within(address, cidr)) ? [port(connection)] : [];
    });
    return new Set(said);
  }

  /** Addresses at which an answer may begin to be another. */
  borders(): number[] {
    const cidrs = this.#graph.connections.flatMap(({ target }) =>
      target && 'cidrs' in target ? [...target.cidrs, ...(target.except ?? [])] : [],
    );
    return cidrs.flatMap((cidr) => {
      const [first, last] = range(cidr);
      return [first - 1, first, last, last + 1].filter((address) => address >= 0 && address < 2 ** 32);
    });
  }

  #isDenied({ namespace }: Pods): boolean {
    return this.#denied.has(namespace);
  }

  /** To whoever is not named. */
  #isClosed(to: Pods): boolean {
    return this.#isDenied(to) || this.#guarded.some((pods) => are(to, pods));
  }

  /** Ports that are open on every node. */
  #open(to: Pods): string[] {
    return this.#graph.workloads
      .filter(({ on, selector }) => 'namespace' in on && are(to, { namespace: on.namespace, labels: selector }))
      .flatMap(({ ports }) => ports.filter(({ nodePort }) => nodePort !== undefined))
      .map(({ port: number, transport }) => `${transport} ${number}`);
  }
}

export function same(a: Ports, b: Ports): boolean {
  return isDeepStrictEqual(sorted(a), sorted(b));
}

export function sorted(ports: Ports): readonly string[] | 'everything' {
  return ports === 'everything' ? ports : [...ports].sort();
}

function are(pods: PodsNode, { namespace, labels }: PodsNode): boolean {
  return pods.namespace === namespace && Object.entries(labels).every(([key, value]) => pods.labels[key] === value);
}

const port = ({ target, transport }: ConnectionNode): string => `${transport} ${target?.port}`;

function both(a: Ports, b: Ports): Ports {
  if (a === 'everything') return b;
  return b === 'everything' ? a : new Set([...a].filter((one) => b.has(one)));
}

function within(address: number, cidr: string): boolean {
  const [first, last] = range(cidr);
  return address >= first && address <= last;
}

function range(cidr: string): readonly [number, number] {
  const [start, prefix] = parseCIDR(cidr) as [IPv4, number];
  const size = 2 ** (32 - prefix);
  const first = Math.floor(toNumber(start.toString()) / size) * size;
  return [first, first + size - 1];
}

export function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => 256 * sum + Number(part), 0);
}
