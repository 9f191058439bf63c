import { type Finding, finding } from '../../diagnostics/finding';
import { at, type Fields, fields, items } from '../../kubernetes/manifest';
import { selects } from '../../kubernetes/selectors';
import type { Check, Subject } from '../check';
import { type Found, objectsOf } from '../objects-of';

const PROTOCOLS: Readonly<Record<string, readonly string[]>> = {
  HTTPRoute: ['HTTP', 'HTTPS'],
  GRPCRoute: ['HTTP', 'HTTPS'],
  TLSRoute: ['TLS'],
  TCPRoute: ['TCP', 'TLS'],
  UDPRoute: ['UDP'],
};

/** Routes that no listener of their Gateway admits. */
export const listeners: Check = (subject) => {
  const { graph, artifacts } = subject;
  const gateways = objectsOf(graph, artifacts, 'Gateway').filter(({ manifest }) =>
    manifest.apiVersion.startsWith('gateway.networking.k8s.io/'),
  );
  return objectsOf(graph, artifacts, ...Object.keys(PROTOCOLS)).flatMap((route) =>
    items(route.spec.parentRefs).flatMap((parent): Finding[] => {
      const { kind = 'Gateway', name, namespace = route.namespace } = parent;
      const gateway = gateways.find((one) => one.manifest.metadata.name === name && one.namespace === namespace);
      if (kind !== 'Gateway' || !gateway) return [];
      const why = refusal(subject, gateway, route, parent);
      const { object } = route;
      return why ? [finding('exposure/no-listener', { object, gateway: gateway.object, why }, route.subject)] : [];
    }),
  );
};

/** Each question leaves fewer listeners; the one that leaves none is why. */
function refusal(subject: Subject, gateway: Found, route: Found, { sectionName, port }: Fields): string | undefined {
  const { kind } = route.manifest;
  const hosts = Array.isArray(route.spec.hostnames) ? route.spec.hostnames.map(String) : [];
  const questions: readonly [string, (listener: Fields) => boolean][] = [
    [`none is called '${sectionName}'`, ({ name }) => sectionName === undefined || name === sectionName],
    [`none has port ${port}`, (one) => port === undefined || one.port === port],
    [`none takes a ${kind}`, ({ protocol }) => PROTOCOLS[kind]?.includes(String(protocol)) ?? true],
    [`none admits namespace '${route.namespace}'`, (one) => admits(subject, gateway, route.namespace, one)],
    [`none answers for ${hosts.join(', ')}`, ({ hostname }) => meet(hostname, hosts)],
  ];
  let left = items(gateway.spec.listeners);
  if (left.length === 0) return undefined;
  for (const [why, answers] of questions) {
    left = left.filter(answers);
    if (left.length === 0) return why;
  }
  return undefined;
}

function admits({ graph, artifacts }: Subject, gateway: Found, home: string, listener: Fields): boolean {
  const { from = 'Same', selector } = at(listener.allowedRoutes, 'namespaces');
  if (from === 'Same') return home === gateway.namespace;
  if (from !== 'Selector') return from !== 'None';
  const namespace = objectsOf(graph, artifacts, 'Namespace').find(({ manifest }) => manifest.metadata.name === home);
  const labels = { 'kubernetes.io/metadata.name': home, ...fields(namespace?.manifest.metadata.labels) };
  return namespace === undefined || selects(fields(selector), labels);
}

/** A wildcard stands for one label or more. */
function meet(hostname: unknown, hosts: readonly string[]): boolean {
  if (typeof hostname !== 'string' || hostname === '' || hosts.length === 0) return true;
  const covers = (wide: string, narrow: string) => wide.startsWith('*.') && narrow.endsWith(wide.slice(1));
  return hosts.some((host) => host === hostname || covers(hostname, host) || covers(host, hostname));
}
