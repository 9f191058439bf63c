import { fields } from '../../../checks/pods';
import { consequence } from '../consequence';
import { gone, type Judge } from '../judge';
import { homeOf, type Maker, State } from '../state';

/** Budgets that no longer hold back a drain. */
export const budgets: Judge = (subject) =>
  gone(subject, 'policy/PodDisruptionBudget').flatMap(({ object, name, manifest }) => {
    const state = State.of(subject.after);
    const labels = fields(fields(fields(manifest.spec).selector).matchLabels);
    const left = state.selected(homeOf(manifest), labels).filter((maker) => !isGuarded(state, maker));
    if (left.length === 0) return [];
    return [
      consequence(
        'downtime/budget-removed',
        { object: name, pods: left.map((maker) => maker.name) },
        { about: [object] },
      ),
    ];
  });

function isGuarded(state: State, { namespace, labels }: Maker): boolean {
  return state.of('PodDisruptionBudget').some((budget) => {
    const selector = Object.entries(fields(fields(fields(budget.spec).selector).matchLabels));
    return homeOf(budget) === namespace && selector.every(([key, value]) => labels[key] === value);
  });
}
