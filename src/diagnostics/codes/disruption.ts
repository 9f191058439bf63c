import { warning } from '../entry';
import { UNKNOWN } from '../phrases';

/** PodDisruptionBudgets. */
export const disruption = {
  'disruption/selects-nothing': warning<{ object: string; selector: string }>({
    message: ({ object, selector }) => `${object} selects pods with ${selector}, but no pod has these labels`,
    fix: () => 'select labels that the pods have',
    explain: `Without pods the budget protects nothing when an administrator drains a node. ${UNKNOWN}`,
  }),
  'disruption/blocks-eviction': warning<{ object: string; budget: string; replicas: number }>({
    message: ({ object, budget, replicas }) =>
      `${object} allows no eviction: ${budget} of ${replicas} ${replicas === 1 ? 'replica' : 'replicas'}`,
    fix: () => 'allow one unavailable pod (maxUnavailable: 1), or run another replica',
    explain:
      'A drain evicts the pods of a node and waits for their budgets. A budget that never allows an eviction blocks every drain and every upgrade of a node.',
  }),
};
