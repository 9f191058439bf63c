import { type Finding, finding } from '../../diagnostics/finding';
import { at, items } from '../../kubernetes/manifest';
import type { Check } from '../check';
import { objectsOf } from '../objects-of';

/** Labels whose value is another one with each version of what they are on. */
const MOVING = ['app.kubernetes.io/version', 'helm.sh/chart', 'chart', 'version', 'pod-template-hash'];

/** Fields that cannot be changed, with values that will be: selectors and claim templates that carry a version. */
export const generated: Check = ({ graph, artifacts }) =>
  objectsOf(graph, artifacts, 'Deployment', 'StatefulSet', 'DaemonSet').flatMap(
    ({ object, spec, subject }): Finding[] => {
      const places = [
        ['spec.selector.matchLabels', at(spec.selector, 'matchLabels')] as const,
        ...items(spec.volumeClaimTemplates).map(
          (claim, i) => [`spec.volumeClaimTemplates.${i}.metadata.labels`, at(claim.metadata, 'labels')] as const,
        ),
      ];
      return places.flatMap(([field, labels]) =>
        MOVING.filter((label) => labels[label] !== undefined && /\d/.test(String(labels[label]))).map((label) =>
          finding('object/moving-selector', { object, field, label, value: String(labels[label]) }, subject),
        ),
      );
    },
  );
