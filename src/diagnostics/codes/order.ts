import { error, warning } from '../entry';
import { place } from '../phrases';
import type { Location } from '../where';

export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly why: string;
  readonly at: Location | undefined;
}

/** The order in which components start. */
export const order = {
  'order/cycle': error<{ route: readonly string[]; edges: readonly Edge[] }>({
    message: ({ route, edges }) =>
      `these components wait for each other: ${route.join(' → ')}${edges.map((e) => `\n  ${e.from} waits for ${e.to}: ${e.why}${place(e.at)}`).join('')}`,
    fix: () =>
      'remove one of these orders; use `after` only where a component cannot start without the other, using an endpoint needs no order',
    explain:
      'Components start in the order of their `after` edges, of namespaces and of the kinds that a release defines. In a cycle no component can start first.',
  }),
  'order/other-environment': error<{ from: string; to: string }>({
    message: ({ from, to }) => `${from} waits for ${to}, which belongs to another environment`,
    fix: () => 'remove the order; a component can use only addresses of another environment',
    explain:
      'Steading delivers each environment separately: a component cannot wait for a component of another environment.',
  }),
  'order/hook-too-early': warning<{ object: string; service: string }>({
    message: ({ object, service }) => `${object} runs before the sync, but asks ${service}, which the sync makes`,
    fix: () => 'run it in a sync wave after the database, or deliver the database on its own before',
    explain:
      'Argo CD runs PreSync hooks, and Helm pre-install hooks, before it applies anything else. At the first sync the database is not there, the hook fails, and nothing is applied.',
  }),
};
