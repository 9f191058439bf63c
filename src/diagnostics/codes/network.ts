import { error, list, warning } from '../entry';
import { form } from '../form';
import { UNKNOWN } from '../phrases';

/** Network ranges, NetworkPolicies and Ingresses. */
export const network = {
  'network/bad-rule': form(
    'A peer is a network, or pods by their labels and namespaces, never both; ranges of ports end where they begin or later; exceptions lie within their network.',
  ),
  'network/bad-ingress': form(
    'An Ingress has rules or a backend for everything; its hosts are names, its paths absolute, and each backend is one port of a Service, or a resource.',
  ),
  'network/overlap': error<{ first: string; second: string }>({
    message: ({ first, second }) => `${first} overlaps ${second}`,
    fix: () => 'choose ranges that do not overlap',
    explain: 'Service, pod and node addresses must be told apart, or packets go astray.',
  }),
  'network/no-enforcement': warning<{ cluster: string; namespaces: readonly string[] }>({
    message: ({ cluster, namespaces }) =>
      `nothing in cluster '${cluster}' enforces NetworkPolicies, by which ${list(namespaces)} ${namespaces.length > 1 ? 'deny' : 'denies'} traffic`,
    fix: () => "run a CNI that does, and state it as the cluster's `networkPolicy`",
    explain:
      'The API server accepts NetworkPolicies whoever reads them. Without a CNI that enforces them they are words on paper.',
  }),
  'network/no-dns': warning<{ object: string }>({
    message: ({ object }) => `${object} lets pods out, but not to DNS: they cannot resolve names`,
    fix: () => 'admit UDP and TCP 53 to kube-dns in kube-system, in this policy or in one for all pods',
    explain: 'A policy for egress closes all that it does not name, DNS on port 53 as well.',
  }),
  'network/selects-nothing': warning<{ object: string; role: string; selector: string }>({
    message: ({ object, role, selector }) => `${object} ${role} pods with ${selector}, of which there are none`,
    fix: () => 'select by labels that the pods have, or remove it',
    explain: `What the policy was to close is open, and what it was to open is closed by others. ${UNKNOWN}`,
  }),
};
