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
    explain:
      'Routing needs distinct ranges for Services, pods and nodes: with an overlap packets reach the wrong destination.',
  }),
  'network/no-enforcement': warning<{ cluster: string; namespaces: readonly string[] }>({
    message: ({ cluster, namespaces }) =>
      `nothing in cluster '${cluster}' enforces NetworkPolicies, by which ${list(namespaces)} ${namespaces.length > 1 ? 'deny' : 'denies'} traffic`,
    fix: () => "install a CNI plugin that enforces them, and declare it as the cluster's `networkPolicy`",
    explain:
      'The API server stores NetworkPolicies, but only a CNI plugin enforces them. Without such a plugin they have no effect.',
  }),
  'network/no-dns': warning<{ object: string }>({
    message: ({ object }) => `${object} allows egress, but not to DNS: pods cannot resolve names`,
    fix: () => 'allow UDP and TCP 53 to kube-dns in kube-system, in this policy or in a policy for all pods',
    explain: 'An egress policy blocks everything that it does not allow, including DNS on port 53.',
  }),
  'network/selects-nothing': warning<{ object: string; role: string; selector: string }>({
    message: ({ object, role, selector }) => `${object} ${role} pods with ${selector}, but no pod has these labels`,
    fix: () => 'select labels that the pods have, or remove the rule',
    explain: `The policy isolates no pod, and traffic that it should allow stays blocked by other policies. ${UNKNOWN}`,
  }),
  'network/ignored-rules': warning<{ object: string; rules: string; type: string }>({
    message: ({ object, rules, type }) => `${object} has rules for ${rules}, but its policyTypes do not name ${type}`,
    fix: ({ type }) => `add ${type} to policyTypes, or take the rules away`,
    explain:
      'Kubernetes reads the rules of a direction only if policyTypes names it. Without it all traffic in that direction stays allowed.',
  }),
  'network/service-port': warning<{ object: string; service: string; port: string; target: string }>({
    message: ({ object, service, port, target }) =>
      `${object} opens port ${port}, which is that of ${service}; its pods listen on ${target}`,
    fix: ({ target }) => `open port ${target}`,
    explain: 'A NetworkPolicy sees a packet after the Service has been replaced by a pod: its ports are ports of pods.',
  }),
};
