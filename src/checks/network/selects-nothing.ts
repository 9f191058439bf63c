import { type Finding, finding } from '../../diagnostics/finding';
import { at, type Fields, fields, items } from '../../kubernetes/manifest';
import { selectorText } from '../../kubernetes/selectors';
import type { Check, Subject } from '../check';
import { type Found, objectsOf } from '../objects-of';
import { isKnown, selectedPods } from '../selecting';

const NAME = 'kubernetes.io/metadata.name';

/** NetworkPolicies that are about no pod, and peers that are none: what they were to hold is open, what they were to open is closed. */
export const policies: Check = (subject) =>
  objectsOf(subject.graph, subject.artifacts, 'NetworkPolicy').flatMap((policy): Finding[] => {
    const { object, namespace, spec, subject: about } = policy;
    const lost = [
      ...nothing(subject, namespace, fields(spec.podSelector)).map((selector) => ({
        object,
        role: 'is about',
        selector,
      })),
      ...peers(policy).flatMap(({ home, pods, role }) =>
        nothing(subject, home, pods).map((selector) => ({ object, role, selector: `${selector} in '${home}'` })),
      ),
    ];
    return lost.map((params) => finding('network/selects-nothing', params, about));
  });

/** A selector in words, if it selects nothing where all is known. */
function nothing(subject: Subject, namespace: string, selector: Fields): string[] {
  const isAboutAll = Object.keys(selector).length === 0;
  if (isAboutAll || !isKnown(subject, namespace) || selectedPods(subject, namespace, selector).length > 0) return [];
  return [selectorText(selector)];
}

/** Pods of the policy's own namespace, or of one that is named. */
function peers({ namespace, spec }: Found) {
  const of = (rules: unknown, key: string, role: string) =>
    items(rules)
      .flatMap((rule) => items(rule[key]))
      .flatMap(({ podSelector, namespaceSelector }) => {
        const named = at(namespaceSelector, 'matchLabels')[NAME];
        const home = namespaceSelector === undefined ? namespace : named;
        return podSelector !== undefined && typeof home === 'string' ? [{ home, pods: fields(podSelector), role }] : [];
      });
  return [...of(spec.ingress, 'from', 'admits'), ...of(spec.egress, 'to', 'leads to')];
}
