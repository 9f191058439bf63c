import { entries, groupBy, sortBy } from '../../base/sort';
import type { Graph, NamespaceNode, PodsNode, TargetNode } from '../../graph/graph';
import type { Lowered } from '../artifact';
import { componentLabels } from './labels';

interface Rule {
  readonly peer: object | undefined;
  readonly port: { readonly port: number; readonly protocol: string };
}

/** The pods of one workload or release, and what may reach them and what they may reach. */
interface Side {
  readonly name: string;
  readonly pods: PodsNode;
  readonly component: string;
  readonly ingress: Rule[];
  readonly egress: Rule[];
}

/** Ends the name of a policy for pods that a chart or an operator makes: they may bring a policy under the pods' own name. */
const BESIDE_OTHERS = '-steading';

/**
 * Policies of the namespaces that deny by default: both sides of every connection, DNS, and nothing else.
 * Pods that a chart's own policy guards are let at as the connections say, wherever they are.
 */
export function networkPolicies(graph: Graph): Lowered[] {
  const denied = new Map(
    graph.namespaces.filter((namespace) => namespace.denied).map((namespace) => [namespace.name, namespace]),
  );
  const guarded = new Set(
    graph.releases.flatMap(({ namespace, guards }) => guards.map((labels) => podsKey({ namespace, labels }))),
  );
  const ours = new Set(
    graph.workloads.flatMap(({ on, selector: labels }) =>
      'namespace' in on ? [podsKey({ namespace: on.namespace, labels })] : [],
    ),
  );
  const named = (pods: PodsNode): string => {
    const name = Object.values(pods.labels).join('-');
    return ours.has(podsKey(pods)) ? name : `${name}${BESIDE_OTHERS}`;
  };
  const sides = new Map<string, Side>();
  const side = (pods: PodsNode, component: string, name = named(pods)): Side => {
    const key = `${pods.namespace}\0${name}\0${podsKey(pods)}`;
    const known = sides.get(key) ?? { name, pods, component, ingress: [], egress: [] };
    sides.set(key, known);
    return known;
  };

  for (const { target, pods, policy: name, transport, component, toComponent } of graph.connections) {
    if (!target || !pods) continue;
    const port = { port: target.port, protocol: transport };
    if (denied.has(pods.namespace))
      side(pods, component, name).egress.push(...peers(target).map((peer) => ({ peer, port })));
    if (!('pods' in target) || !toComponent) continue;
    if (denied.has(target.pods.namespace) || guarded.has(podsKey(target.pods)))
      side(target.pods, toComponent).ingress.push({ peer: podsPeer(pods), port });
  }
  for (const workload of graph.workloads) {
    if (!('namespace' in workload.on) || !denied.has(workload.on.namespace)) continue;
    const open = workload.ports.filter(({ nodePort, isBalanced }) => nodePort !== undefined || isBalanced);
    const pods = { namespace: workload.on.namespace, labels: workload.selector };
    for (const { port, transport } of open)
      side(pods, workload.component).ingress.push({ peer: undefined, port: { port, protocol: transport } });
  }
  return [
    ...[...denied.values()].flatMap(namespacePolicies),
    ...sortBy(sides.keys(), (key) => key).flatMap((key) => sidePolicy(sides.get(key))),
  ];
}

function podsKey({ namespace, labels }: PodsNode): string {
  return `${namespace}\0${entries(labels).join()}`;
}

function namespacePolicies({ name, component }: NamespaceNode): Lowered[] {
  const dns = [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ];
  return [
    policy('default-deny', name, component, { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }),
    policy('allow-dns', name, component, {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [{ to: [podsPeer({ namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } })], ports: dns }],
    }),
  ];
}

function sidePolicy(side: Side | undefined): Lowered[] {
  if (!side) return [];
  const { name, pods, component, ingress, egress } = side;
  return [
    policy(name, pods.namespace, component, {
      podSelector: podSelector(pods),
      policyTypes: [...(ingress.length > 0 ? ['Ingress'] : []), ...(egress.length > 0 ? ['Egress'] : [])],
      ...(ingress.length > 0 && { ingress: rules(ingress, 'from') }),
      ...(egress.length > 0 && { egress: rules(egress, 'to') }),
    }),
  ];
}

/** One rule a port, with all the peers that may use it. */
function rules(all: readonly Rule[], direction: 'from' | 'to'): object[] {
  const byPort = groupBy(all, ({ port }) => `${String(port.port).padStart(5, '0')}/${port.protocol}`);
  return sortBy(byPort.keys(), (key) => key).map((key) => {
    const group = byPort.get(key) ?? [];
    const peers = new Map(group.map(({ peer }) => [JSON.stringify(peer ?? null), peer]));
    const anybody = peers.has('null');
    return {
      ...(!anybody && { [direction]: sortBy(peers.keys(), (text) => text).map((text) => peers.get(text)) }),
      ports: [group[0]?.port],
    };
  });
}

function peers(target: TargetNode): object[] {
  if ('pods' in target) return [podsPeer(target.pods)];
  return target.cidrs.map((cidr) => ({ ipBlock: { cidr, ...(target.except && { except: [...target.except] }) } }));
}

function podsPeer({ namespace, labels }: PodsNode): object {
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    podSelector: podSelector({ namespace, labels }),
  };
}

/** Without labels: every pod. */
function podSelector({ labels }: PodsNode): object {
  return Object.keys(labels).length > 0 ? { matchLabels: { ...labels } } : {};
}

function policy(name: string, namespace: string, component: string, spec: object): Lowered {
  const metadata = { name, namespace, labels: componentLabels(component) };
  return {
    component,
    layer: 'workload',
    manifest: { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec },
  };
}
