import { type Finding, finding } from '../../diagnostics/finding';
import { at, type Fields, fields, items } from '../../kubernetes/manifest';
import { containersOf } from '../../kubernetes/pods';
import { selects } from '../../kubernetes/selectors';
import type { Check, Subject } from '../check';
import { type Found, objectsOf } from '../objects-of';
import { selectedPods } from '../selecting';

const NAME = 'kubernetes.io/metadata.name';
const DIRECTIONS = [
  { type: 'Ingress', key: 'ingress' },
  { type: 'Egress', key: 'egress' },
] as const;

/** Policies whose rules have no effect, and those that open the port of a Service although traffic goes to the port of its pods. */
export const policyPorts: Check = (subject) =>
  objectsOf(subject.graph, subject.artifacts, 'NetworkPolicy').flatMap((policy): Finding[] => {
    const { object, spec, namespace, subject: about } = policy;
    const { policyTypes } = spec;
    const ignored = DIRECTIONS.filter(
      ({ type, key }) => Array.isArray(policyTypes) && items(spec[key]).length > 0 && !policyTypes.includes(type),
    ).map(({ type, key }) => finding('network/ignored-rules', { object, rules: key, type }, about));
    const opened = [
      ...items(spec.ingress).map((rule) => ({ rule, home: namespace, pods: fields(spec.podSelector) })),
      ...items(spec.egress).flatMap((rule) => peersOf(policy, rule).map((peer) => ({ rule, ...peer }))),
    ];
    const closed = opened.flatMap(({ rule, home, pods }) =>
      items(rule.ports).flatMap(({ port }) => serviceWith(subject, home, pods, port) ?? []),
    );
    const once = new Map(closed.map((one) => [`${one.service} ${one.port}`, one]));
    return [...ignored, ...[...once.values()].map((one) => finding('network/service-port', { object, ...one }, about))];
  });

/** Pods of one namespace to which a rule leads. */
function peersOf({ namespace }: Found, { to }: Fields): { home: string; pods: Fields }[] {
  return items(to).flatMap(({ podSelector, namespaceSelector }) => {
    const home = namespaceSelector === undefined ? namespace : at(namespaceSelector, 'matchLabels')[NAME];
    return podSelector !== undefined && typeof home === 'string' ? [{ home, pods: fields(podSelector) }] : [];
  });
}

/** The Service that has this port while none of the selected pods has it. Pods that state no port may have any. */
function serviceWith(subject: Subject, home: string, selector: Fields, port: unknown) {
  if (typeof port !== 'number') return undefined;
  const pods = selectedPods(subject, home, selector);
  const open = pods.map((one) => one.pods && containersOf(one.pods.spec).flatMap(({ ports }) => items(ports)));
  const isSure = open.length > 0 && open.every((ports) => ports !== undefined && ports.length > 0);
  if (!isSure || open.some((ports) => ports?.some(({ containerPort }) => containerPort === port))) return undefined;
  for (const service of objectsOf(subject.graph, subject.artifacts, 'Service')) {
    const matchLabels = fields(service.spec.selector);
    const isTheirs = pods.some((one) => one.pods && selects({ matchLabels }, one.pods.labels));
    if (service.namespace !== home || Object.keys(matchLabels).length === 0 || !isTheirs) continue;
    const led: Fields | undefined = items(service.spec.ports).find((one) => one.port === port);
    const target: unknown = led?.targetPort ?? port;
    if (led && target !== port) return { service: service.object, port: String(port), target: String(target) };
  }
  return undefined;
}
