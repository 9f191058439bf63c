import { type Finding, finding } from '../../diagnostics/finding';
import { type Fields, fields, items } from '../../kubernetes/manifest';
import { containersOf } from '../../kubernetes/pods';
import type { Check, Subject } from '../check';
import { Inventory } from '../inventory';
import { objectsOf } from '../objects-of';
import { type Pods, podsOf } from '../pods';

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

function unknownPorts(pods: Pods): Finding[] {
  return containersOf(pods.spec).flatMap((container) => {
    // Several probes mostly ask at one port: once is enough.
    const asked = new Map<unknown, string>();
    for (const probe of PROBES) if (container[probe] !== undefined) asked.set(portOf(container[probe]), probe);
    return [...asked].flatMap(([port, probe]) => unknownPort(pods, container, port, probe));
  });
}

/** A name is looked for in the container itself, a number is open for the whole pod. */
function unknownPort({ object, spec, subject }: Pods, container: Fields, port: unknown, probe: string): Finding[] {
  const own = items(container.ports);
  const params = { object, container: String(container.name), probe, port: String(port) };
  if (typeof port === 'string' && !/^\d+$/.test(port))
    return own.some(({ name }) => name === port) ? [] : [finding('workload/unknown-probe-port', params, subject)];
  if (typeof port !== 'number' || own.some(({ containerPort }) => containerPort === port)) return [];
  const open = containersOf(spec).flatMap(({ ports }) => items(ports));
  const isStray = open.length > 0 && !open.some(({ containerPort }) => containerPort === port);
  return isStray ? [finding('workload/undeclared-probe-port', params, subject)] : [];
}

function portOf(probe: unknown): unknown {
  const all = fields(probe);
  const way = WAYS.find((one) => all[one] !== undefined);
  return way && fields(all[way]).port;
}
