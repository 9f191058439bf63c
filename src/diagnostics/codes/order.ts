import { error } from '../entry';
import { place } from '../phrases';
import type { Location } from '../where';

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly why: string;
  readonly at: Location | undefined;
}

/** The order in which components start. */
export const order = {
  'order/cycle': error<{ route: readonly string[]; edges: readonly Edge[] }>({
    message: ({ route, edges }) =>
      `nothing can start first: ${route.join(' → ')}${edges.map((e) => `\n  ${e.from} waits for ${e.to}: ${e.why}${place(e.at)}`).join('')}`,
    fix: () =>
      'drop one of these orders; using something needs no order, only starting without it being impossible does',
    explain:
      'Components are started in the order of their `after` edges, of namespaces and of the kinds that a release defines. A cycle has no first member.',
  }),
  'order/other-environment': error<{ from: string; to: string }>({
    message: ({ from, to }) => `${from} waits for ${to}, which is of another environment`,
    fix: () => 'drop the order; across environments only addresses travel',
    explain: 'Environments are delivered one by one, by whoever delivers them: none can wait for a part of another.',
  }),
};
