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
  ...gone(subject, ...KINDS).flatMap(({ says, change }) =>
    change.what === 'removed' ? [says('access/policy-not-judged', { what: 'is removed' })] : [],
  ),
  ...patched(subject, ...KINDS).flatMap(({ says, change }) => {
    const fields = change.fields.map(({ path }) => path).filter(([first]) => first === 'spec' || first === 'specs');
    return fields.length === 0 ? [] : [says('access/policy-not-judged', { what: 'changes' }, { fields })];
  }),
];
