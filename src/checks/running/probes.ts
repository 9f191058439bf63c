import { type Finding, finding } from '../../diagnostics/finding';
import type { Check, Subject } from '../check';
import { Inventory } from '../inventory';
import { objectsOf } from '../objects-of';
import { containersOf, type Fields, fields, items, type Pods, podsOf } from '../pods';

const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'];
const WAYS = ['httpGet', 'tcpSocket', 'grpc'];

/** Pods that get requests before they can answer them, and probes that ask where nobody listens. */
export const probes: Check = (subject) => [
  ...[...served(subject)]
    .filter(({ manifest, spec }) => manifest.kind !== 'Job' && !containersOf(spec).some(hasReadiness))
    .map(({ object, subject }) => finding('workload/no-readiness', { object }, subject)),
  ...podsOf(subject.graph, subject.artifacts).flatMap(unknownPorts),
];

const hasReadiness = ({ readinessProbe }: Fields): boolean => readinessProbe !== undefined;

/** What Services send requests to. */
function served({ graph, artifacts }: Subject): Set<Pods> {
  const inventory = Inventory.of(graph, artifacts);
  const services = objectsOf(graph, artifacts, 'Service');
  return new Set(
    services
      .flatMap(({ namespace, spec }) => inventory.selected(namespace, fields(spec.selector)))
      .flatMap(({ pods }) => pods ?? []),
  );
}

function unknownPorts({ object, spec, subject }: Pods): Finding[] {
  const all = containersOf(spec);
  const open = new Set(all.flatMap(({ ports }) => items(ports).map(({ containerPort }) => containerPort)));
  return all.flatMap((container) => {
    const named = items(container.ports).map(({ name }) => name);
    // Several probes mostly ask at one port: once is enough.
    const asked = new Map(PROBES.map((probe) => [portOf(container[probe]), probe]));
    return [...asked].flatMap(([port, probe]): Finding[] => {
      const params = { object, container: String(container.name), probe, port: String(port) };
      // A name is looked for in the container itself, a number is open for the whole pod.
      if (typeof port === 'string' && !/^\d+$/.test(port) && !named.includes(port))
        return [finding('workload/unknown-probe-port', params, subject)];
      const isStray = typeof port === 'number' && open.size > 0 && !open.has(port);
      return isStray ? [finding('workload/undeclared-probe-port', params, subject)] : [];
    });
  });
}

function portOf(probe: unknown): unknown {
  const all = fields(probe);
  const way = WAYS.find((one) => all[one] !== undefined);
  return way && fields(all[way]).port;
}
