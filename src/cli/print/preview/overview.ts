import type { Comparison } from '../../../preview/comparison';
import { countsOf, risksOf } from '../../../preview/verdict';

/** Environments × added, changed, removed, risk. Files and hosts have a column where there are any. */
export function overview(comparisons: readonly Comparison[]) {
  const counted = comparisons.map((comparison) => ({ comparison, counts: countsOf(comparison) }));
  const some = (['files', 'hosts'] as const).filter((column) => counted.some(({ counts }) => counts[column] > 0));
  const columns = ['added', 'changed', 'removed', ...some] as const;
  return {
    columns: ['environment', ...columns, 'risk'],
    rows: counted.map(({ comparison, counts }) => [
      comparison.environment,
      ...columns.map((column) => String(counts[column])),
      risksOf([comparison])
        .map(([risk, count]) => `${risk} ${count}`)
        .join(', '),
    ]),
  };
}
