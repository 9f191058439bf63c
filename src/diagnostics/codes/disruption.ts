import { warning } from '../entry';
import { UNKNOWN } from '../phrases';

/** PodDisruptionBudgets. */
export const disruption = {
  'disruption/selects-nothing': warning<{ object: string; selector: string }>({
    message: ({ object, selector }) => `${object} protects pods with ${selector}, of which there are none`,
    fix: () => 'select by labels that the pods have',
    explain: `A budget for nobody protects nobody when a node is drained. ${UNKNOWN}`,
  }),
  'disruption/blocks-eviction': warning<{ object: string; budget: string; replicas: number }>({
    message: ({ object, budget, replicas }) =>
      `${object} lets no pod go: ${budget} of ${replicas} ${replicas === 1 ? 'replica' : 'replicas'}`,
    fix: () => 'allow one to be missing (maxUnavailable: 1), or run another replica',
    explain:
      'Draining a node evicts its pods and waits for the budget. One that never allows an eviction stops every drain and every upgrade of a node.',
  }),
};
