import { sortBy } from '../../base/sort';
import { printed } from '../print';
import type { Place } from './place';

/** Lists of which only the members count, whoever has them. */
const ANYWHERE = new Set([
  ...[
    'accessModes',
    'dnsNames',
    'finalizers',
    'matchExpressions',
    'matchFields',
    'nodeSelectorTerms',
    'subjects',
    'tolerations',
  ],
  ...[
    'preferredDuringSchedulingIgnoredDuringExecution',
    'requiredDuringSchedulingIgnoredDuringExecution',
    'usages',
    'verbs',
  ],
]);
/** The same in Kubernetes' own objects. */
const OWN = new Set([
  ...['add', 'apiGroups', 'apiVersions', 'categories', 'drop', 'except', 'externalIPs', 'hostnames', 'hosts'],
  ...['loadBalancerSourceRanges', 'matchLabelKeys', 'mismatchLabelKeys', 'namespaces', 'nonResourceURLs', 'operations'],
  ...['policyTypes', 'resourceNames', 'resources', 'scopes', 'shortNames', 'supplementalGroups'],
]);
const OF_KIND: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['NetworkPolicy', new Set(['ingress', 'egress', 'from', 'to', 'ports'])],
  ['Role', new Set(['rules'])],
  ['ClusterRole', new Set(['rules', 'clusterRoleSelectors'])],
  ['HorizontalPodAutoscaler', new Set(['metrics'])],
]);
/** Expressions hold the values that they ask for. */
const EXPRESSIONS = new Set(['matchExpressions', 'matchFields', 'matchLabelExpressions']);

/** The members of a set in an order of their own. */
export function sets(value: unknown, { kind, known, path }: Place): unknown {
  if (!Array.isArray(value)) return value;
  const [name = '', above = ''] = [path.at(-1), path.at(-2)];
  const isSet = ANYWHERE.has(name) || (name === 'values' && EXPRESSIONS.has(above)) || (known && isOwn(kind, name));
  return isSet ? sortBy(value, printed) : value;
}

function isOwn(kind: string, name: string): boolean {
  return OWN.has(name) || (OF_KIND.get(kind)?.has(name) ?? false);
}
