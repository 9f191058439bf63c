import { fields } from '../../kubernetes/manifest';
import type { Check } from '../check';
import { Inventory } from '../inventory';
import { objectsOf } from '../objects-of';
import { absent } from './absent';

/** Autoscalers of what is not there. */
export const scalers: Check = ({ graph, artifacts }) => {
  const inventory = Inventory.of(graph, artifacts);
  return objectsOf(graph, artifacts, 'HorizontalPodAutoscaler', 'VerticalPodAutoscaler').flatMap(
    ({ object, namespace, spec, subject }) => {
      const { kind, name } = fields(spec.scaleTargetRef ?? spec.targetRef);
      if (typeof kind !== 'string' || typeof name !== 'string') return [];
      return absent(inventory, { object, kind, name, namespace }, subject);
    },
  );
};
