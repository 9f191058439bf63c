import { type Finding, finding } from '../../diagnostics/finding';
import { items } from '../../kubernetes/manifest';
import type { Check } from '../check';
import { objectsOf } from '../objects-of';

/** One ledger for the node ports of all Services, whoever wrote them. */
export const nodePorts: Check = ({ graph, artifacts }) => {
  const taken = new Map<string, string>();
  return objectsOf(graph, artifacts, 'Service').flatMap(({ object, spec, subject }) =>
    items(spec.ports).flatMap(({ nodePort, protocol = 'TCP' }): Finding[] => {
      if (typeof nodePort !== 'number' || nodePort === 0) return [];
      const key = `${protocol} ${nodePort}`;
      const first = taken.get(key);
      taken.set(key, first ?? object);
      if (first === undefined || first === object) return [];
      return [finding('service/node-port-taken', { object, first, port: `${protocol}/${nodePort}` }, subject)];
    }),
  );
};
