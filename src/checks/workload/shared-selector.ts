import { entries, groupBy } from '../../base/sort';
import { finding } from '../../diagnostics/finding';
import { fields } from '../../kubernetes/manifest';
import { selectorText } from '../../kubernetes/selectors';
import type { Check } from '../check';
import { objectsOf } from '../objects-of';

/** Workloads of a namespace that select the same pods. */
export const selectors: Check = ({ graph, artifacts }) => {
  const all = objectsOf(graph, artifacts, 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet').filter(
    ({ spec }) => spec.selector !== undefined,
  );
  const key = ({ namespace, spec }: (typeof all)[number]) => {
    const { matchLabels, matchExpressions } = fields(spec.selector);
    return JSON.stringify([namespace, entries(fields(matchLabels)), matchExpressions]);
  };
  return [...groupBy(all, key).values()].flatMap(([first, ...others]) =>
    others.map(({ object, spec, subject }) => {
      const params = { first: first?.object ?? '', second: object, selector: selectorText(fields(spec.selector)) };
      return finding('workload/shared-selector', params, subject);
    }),
  );
};
