import type { Code, Params } from '../../diagnostics/catalogue';
import type { Form } from '../../diagnostics/form';
import { fluxRules } from './flux';

/** Codes of values whose form is wrong. */
type FormCode = { [C in Code]: [Form, Params<C>] extends [Params<C>, Form] ? C : never }[Code];

/** What a place is about, by its path: the first that fits. */
const PLACES: readonly (readonly [RegExp, FormCode])[] = [
  [/^metadata\.name$/, 'workload/bad-name'],
  [
    /(^|\.)(labels|annotations|finalizers|matchLabels|matchExpressions|nodeSelector|selector|podSelector)(\.|$)/,
    'object/bad-label',
  ],
  [/(^|\.)(livenessProbe|readinessProbe|startupProbe|lifecycle)(\.|$)/, 'workload/bad-probe'],
  [/(^|\.)volumeClaimTemplates(\.|$)/, 'storage/bad-claim'],
  [/(^|\.)containers\.\d+\.resources|initContainers\.\d+\.resources/, 'workload/bad-resources'],
  [/(^|\.)(env|envFrom)(\.|$)/, 'workload/bad-variable'],
  [/(^|\.)(volumes|volumeMounts)(\.|$)/, 'workload/bad-volume'],
  [/(^|\.)securityContext(\.|$)/, 'workload/bad-security'],
  [/(^|\.)(affinity|tolerations|topologySpreadConstraints|nodeName|priorityClassName)(\.|$)/, 'workload/bad-placement'],
];

const KINDS: ReadonlyMap<string, FormCode> = new Map([
  ['ConfigMap', 'object/bad-data'],
  ['Secret', 'object/bad-data'],
  ['PersistentVolumeClaim', 'storage/bad-claim'],
  ['EndpointSlice', 'service/bad-endpoint'],
  ['NetworkPolicy', 'network/bad-rule'],
  ['Role', 'rbac/bad-rule'],
  ['ClusterRole', 'rbac/bad-rule'],
  ['RoleBinding', 'rbac/bad-binding'],
  ['ClusterRoleBinding', 'rbac/bad-binding'],
  ['StorageClass', 'storage/bad-class'],
  ['ResourceQuota', 'capacity/bad-quota'],
  ['LimitRange', 'capacity/bad-quota'],
  ['Ingress', 'network/bad-ingress'],
  ...fluxRules.map(([key]): [string, FormCode] => [key.replace(/^.*\//, ''), 'delivery/bad-value']),
]);

const POD = /(^|\.)template\.spec\.|(^|\.)template\.metadata\./;

/** The mistake that a wrong form is, by the kind of its object and where it stands. */
export function codeOf(kind: string, field: string): FormCode {
  const place = PLACES.find(([pattern]) => pattern.test(field));
  const own = KINDS.get(kind);
  if (kind === 'Service' && !field.startsWith('metadata.') && place?.[1] !== 'object/bad-label')
    return /^spec\.ports(\.|$)/.test(field) ? 'service/bad-port' : 'service/bad-address';
  if (place) return place[1];
  if (own) return own;
  return kind === 'Pod' || POD.test(field) ? 'workload/bad-container' : 'workload/bad-update';
}
