import { finding } from '../../diagnostics/finding';
import type { Check } from '../check';
import { Inventory } from '../inventory';
import { objectsOf } from '../objects-of';
import { fields } from '../pods';

/** Autoscalers of what is not there. */
export const scalers: Check = ({ graph, artifacts }) => {
  const inventory = Inventory.of(graph, artifacts);
  return objectsOf(graph, artifacts, 'HorizontalPodAutoscaler', 'VerticalPodAutoscaler').flatMap(
    ({ object, namespace, spec, subject }) => {
      const { kind, name } = fields(spec.scaleTargetRef ?? spec.targetRef);
      if (typeof kind !== 'string' || typeof name !== 'string' || inventory.has(kind, namespace, name)) return [];
      return [finding('reference/missing', { object, kind, name }, subject)];
    },
  );
};
