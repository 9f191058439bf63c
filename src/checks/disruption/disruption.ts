import { type Finding, finding } from '../../diagnostics/finding';
import { type Fields, fields } from '../../kubernetes/manifest';
import { selectorText } from '../../kubernetes/selectors';
import type { Check } from '../check';
import { objectsOf } from '../objects-of';
import { isKnown, selectedPods } from '../selecting';

/** Disruption budgets for no pod, and such that let none go. */
export const disruption: Check = (subject) =>
  objectsOf(subject.graph, subject.artifacts, 'PodDisruptionBudget').flatMap(
    ({ object, namespace, spec, subject: about }): Finding[] => {
      const selector = fields(spec.selector);
      const selected = selectedPods(subject, namespace, selector);
      if (selected.length === 0)
        return isKnown(subject, namespace)
          ? [finding('disruption/selects-nothing', { object, selector: selectorText(selector) }, about)]
          : [];
      const replicas = selected.reduce((sum, { pods }) => sum + replicasOf(pods?.manifest.spec), 0);
      const budget = blocking(spec, replicas);
      return budget ? [finding('disruption/blocks-eviction', { object, budget, replicas }, about)] : [];
    },
  );

/** Unknown numbers, of charts, are many. */
function replicasOf(spec: unknown): number {
  if (spec === undefined) return Number.POSITIVE_INFINITY;
  const { replicas = 1 } = fields(spec);
  return typeof replicas === 'number' ? replicas : 1;
}

function blocking({ minAvailable, maxUnavailable }: Fields, replicas: number): string | undefined {
  if (maxUnavailable === 0 || maxUnavailable === '0%') return `maxUnavailable ${maxUnavailable}`;
  const least =
    typeof minAvailable === 'string' ? Math.ceil((Number.parseInt(minAvailable, 10) / 100) * replicas) : minAvailable;
  return typeof least === 'number' && replicas > 0 && least >= replicas ? `minAvailable ${minAvailable}` : undefined;
}
