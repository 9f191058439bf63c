import { consequence } from '../consequence';
import { gone, type Judge, patched } from '../judge';

/** Policies that this preview cannot evaluate: it says so, instead of nothing. */
const KINDS = [
  ...['cilium.io/CiliumNetworkPolicy', 'cilium.io/CiliumClusterwideNetworkPolicy'],
  ...['crd.projectcalico.org/NetworkPolicy', 'crd.projectcalico.org/GlobalNetworkPolicy'],
  ...['projectcalico.org/NetworkPolicy', 'projectcalico.org/GlobalNetworkPolicy'],
  ...['policy.networking.k8s.io/AdminNetworkPolicy', 'policy.networking.k8s.io/BaselineAdminNetworkPolicy'],
  ...['policy.networking.k8s.io/ClusterNetworkPolicy', 'security.istio.io/AuthorizationPolicy'],
  'security.istio.io/PeerAuthentication',
];

export const otherPolicies: Judge = (subject) => [
  ...gone(subject, ...KINDS).flatMap(({ object, name, change }) =>
    change.what === 'removed'
      ? [consequence('access/policy-not-judged', { object: name, what: 'is removed' }, { about: [object] })]
      : [],
  ),
  ...patched(subject, ...KINDS).flatMap(({ object, name, change }) => {
    const fields = change.fields.map(({ path }) => path).filter(([first]) => first === 'spec' || first === 'specs');
    return fields.length === 0
      ? []
      : [consequence('access/policy-not-judged', { object: name, what: 'changes' }, { about: [object], fields })];
  }),
];
