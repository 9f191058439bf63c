import { groupBy } from '../../../base/sort';
import { at, fields, type Manifest } from '../../../kubernetes/manifest';
import { gone, type Judge, patched } from '../judge';
import { homeOf, type Maker, State } from '../state';

/** Budgets that no longer hold back a drain. */
export const budgets: Judge = (subject) => {
  const removed = [
    ...gone(subject, KIND).map((one) => ({ ...one, what: 'is removed' })),
    ...patched(subject, KIND).flatMap(({ says, before, after }) =>
      isIdle(after) && !isIdle(before) ? [{ says, manifest: after, what: 'holds back nothing any more' }] : [],
    ),
  ];
  if (removed.length === 0) return [];
  const state = State.of(subject.after);
  const others = groupBy(state.of('PodDisruptionBudget'), homeOf);
  return removed.flatMap(({ says, manifest, what }) => {
    const labels = at(manifest.spec, 'selector', 'matchLabels');
    const left = state.selected(homeOf(manifest), labels).filter((maker) => !isGuarded(others, maker));
    if (left.length === 0) return [];
    return [says('downtime/budget-removed', { what, pods: left.map((maker) => maker.name) })];
  });
};

const KIND = 'policy/PodDisruptionBudget';

/** Lets all pods go at once. */
function isIdle({ spec }: Manifest): boolean {
  const { minAvailable, maxUnavailable } = fields(spec);
  return ['0', '0%'].includes(String(minAvailable)) || maxUnavailable === '100%';
}

type Budgets = ReadonlyMap<string, readonly Manifest[]>;

function isGuarded(budgets: Budgets, { namespace, labels }: Maker): boolean {
  return (budgets.get(namespace) ?? []).some((budget) => {
    if (isIdle(budget)) return false;
    const selector = Object.entries(at(budget.spec, 'selector', 'matchLabels'));
    return selector.every(([key, value]) => labels[key] === value);
  });
}
