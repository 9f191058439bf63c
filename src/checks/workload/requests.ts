import { list } from '../../diagnostics/entry';
import { type Finding, finding } from '../../diagnostics/finding';
import { type Fields, fields, items } from '../../kubernetes/manifest';
import type { Check } from '../check';
import { podsOf } from '../pods';

/** Containers that do not say what they need, and such that may take all the memory of a node. */
export const requests: Check = ({ graph, artifacts }) =>
  podsOf(graph, artifacts).flatMap(({ object, spec, subject }): Finding[] => {
    const lasting = lastingContainers(spec);
    const unasked = lasting.flatMap((container) =>
      ['cpu', 'memory'].filter((resource) => !has(spec, 'requests', resource) && !has(container, 'requests', resource)),
    );
    const unbounded = lasting.filter(
      (container) => !has(spec, 'limits', 'memory') && !has(container, 'limits', 'memory'),
    );
    const without = (resource: string) => lasting.filter((one) => !has(one, 'requests', resource));
    const what = [...new Set(unasked)].map(
      (resource) => `${resource} (${list(without(resource).map(({ name }) => `'${name}'`))})`,
    );
    return [
      ...(what.length > 0 ? [finding('workload/no-requests', { object, what }, subject)] : []),
      ...(unbounded.length > 0
        ? [
            finding(
              'workload/no-memory-limit',
              { object, containers: unbounded.map(({ name }) => String(name)) },
              subject,
            ),
          ]
        : []),
    ];
  });

/** Containers that run as long as the pod: sidecars among the init containers too. */
export function lastingContainers(spec: Fields): Fields[] {
  return [...items(spec.initContainers).filter((init) => init.restartPolicy === 'Always'), ...items(spec.containers)];
}

/** A limit without a request is its own request. */
function has({ resources }: Fields, bound: 'requests' | 'limits', resource: string): boolean {
  const { requests, limits } = fields(resources);
  return fields(limits)[resource] !== undefined || (bound === 'requests' && fields(requests)[resource] !== undefined);
}
