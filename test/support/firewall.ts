import { parse, parseCIDR } from 'ipaddr.js';
import type { Manifest } from '../../src/kubernetes/manifest';

type Labels = Readonly<Record<string, string>>;

/** Somebody who sends or gets packets: a pod, or an address outside the cluster. */
export type Party = { readonly namespace: string; readonly labels: Labels } | { readonly ip: string };

interface Peer {
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
  readonly namespaceSelector?: { readonly matchLabels?: Labels };
  readonly podSelector?: { readonly matchLabels?: Labels };
}

interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port: number; readonly protocol: string }[];
}

interface Policy {
  readonly podSelector: { readonly matchLabels?: Labels };
  readonly policyTypes: readonly string[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}

/** Says whether a packet passes, as a CNI that enforces NetworkPolicies would: both ends must let it. */
export function firewall(objects: readonly Manifest[]) {
  const policies = objects
    .filter(({ kind }) => kind === 'NetworkPolicy')
    .map(({ metadata, spec }) => ({ namespace: metadata.namespace, spec: spec as Policy }));

  function lets(direction: 'Ingress' | 'Egress', who: Party, other: Party, port: number, protocol: string): boolean {
    if ('ip' in who) return true;
    const own = policies.filter(
      ({ namespace, spec }) =>
        namespace === who.namespace &&
        spec.policyTypes.includes(direction) &&
        matches(spec.podSelector.matchLabels, who.labels),
    );
    if (own.length === 0) return true;
    const rules = own.flatMap(({ spec }) => (direction === 'Ingress' ? spec.ingress : spec.egress) ?? []);
    return rules.some((rule) => {
      const peers = direction === 'Ingress' ? rule.from : rule.to;
      const fits = !rule.ports || rule.ports.some((one) => one.port === port && one.protocol === protocol);
      return fits && (!peers || peers.some((peer) => isPeer(peer, other)));
    });
  }

  return (from: Party, to: Party, port: number, protocol = 'TCP') =>
    lets('Egress', from, to, port, protocol) && lets('Ingress', to, from, port, protocol);
}

function isPeer({ ipBlock, namespaceSelector, podSelector }: Peer, party: Party): boolean {
  if ('ip' in party)
    return (
      ipBlock !== undefined && within(ipBlock.cidr, party.ip) && !ipBlock.except?.some((cidr) => within(cidr, party.ip))
    );
  if (ipBlock) return false;
  const namespace = { 'kubernetes.io/metadata.name': party.namespace };
  return matches(namespaceSelector?.matchLabels, namespace) && matches(podSelector?.matchLabels, party.labels);
}

const matches = (selector: Labels = {}, labels: Labels) =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);
const within = (cidr: string, ip: string) => parse(ip).match(parseCIDR(cidr));

/** The pods of a tree: what a Deployment, StatefulSet or Job makes. */
export function pods(objects: readonly Manifest[]): Map<string, { namespace: string; labels: Labels }> {
  const controllers = objects.filter(({ kind }) => ['Deployment', 'StatefulSet', 'Job'].includes(kind));
  return new Map(
    controllers.map(({ metadata, spec }) => {
      const { template } = spec as { template: { metadata: { labels: Labels } } };
      const { labels } = template.metadata;
      return [labels.app ?? metadata.name, { namespace: metadata.namespace ?? '', labels }];
    }),
  );
}
