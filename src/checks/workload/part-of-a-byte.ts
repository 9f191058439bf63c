import { finding } from '../../diagnostics/finding';
import { fields } from '../../kubernetes/manifest';
import { containersOf } from '../../kubernetes/pods';
import type { Check } from '../check';
import { podsOf } from '../pods';

/** Memory in thousandths of a byte: `m` was meant for `M` or `Mi`. */
export const quantities: Check = ({ graph, artifacts }) =>
  podsOf(graph, artifacts).flatMap(({ object, spec, subject }) =>
    containersOf(spec).flatMap(({ name, resources }) =>
      ['requests', 'limits'].flatMap((bound) =>
        ['memory', 'ephemeral-storage'].flatMap((resource) => {
          const got = fields(fields(resources)[bound])[resource];
          if (typeof got !== 'string' || !/^\d+m$/.test(got)) return [];
          const field = `${bound}.${resource}`;
          return [finding('workload/part-of-a-byte', { object, container: String(name), field, got }, subject)];
        }),
      ),
    ),
  );
