import { type Finding, finding } from '../../diagnostics/finding';
import { type Fields, fields, items } from '../../kubernetes/manifest';
import type { Check, Subject } from '../check';
import { backendsOf } from '../exposure/exits';
import { Inventory } from '../inventory';
import { type Found, objectsOf } from '../objects-of';
import { isAllKnown, isKnown } from '../selecting';

interface Backend {
  readonly kind: string;
  readonly namespace: string;
  readonly name: unknown;
  readonly port?: unknown;
}

/** Routes to Services, through middlewares and by classes that are not there, and to ports that a Service has not. */
export const routes: Check = (subject) => {
  const { graph, artifacts } = subject;
  const judge = judgeOf(subject);
  return [
    ...objectsOf(graph, artifacts, 'IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP').flatMap((route) =>
      judge(route, ofIngressRoute(route)),
    ),
    ...objectsOf(graph, artifacts, 'Ingress').flatMap((ingress) => judge(ingress, ofIngress(ingress))),
    ...objectsOf(graph, artifacts, 'HTTPRoute', 'GRPCRoute', 'TLSRoute').flatMap((route) =>
      judge(route, ofGateway(route)),
    ),
  ];
};

function judgeOf(all: Subject) {
  const { graph, artifacts } = all;
  const inventory = Inventory.of(graph, artifacts);
  const ports = new Map(
    objectsOf(graph, artifacts, 'Service').map((service) => [
      `${service.namespace}/${service.manifest.metadata.name}`,
      service,
    ]),
  );
  return ({ object, subject }: Found, backends: readonly Backend[]): Finding[] =>
    backends.flatMap(({ kind, namespace, name, port }): Finding[] => {
      if (typeof name !== 'string' || name.includes('@')) return [];
      const home = CLUSTER_WIDE.has(kind) ? undefined : namespace;
      if (!inventory.has(kind, home, name)) {
        const isSure = home === undefined ? isAllKnown(all) : isKnown(all, home);
        return isSure ? [finding('reference/missing', { object, kind, name }, subject)] : [];
      }
      const service = kind === 'Service' ? ports.get(`${namespace}/${name}`) : undefined;
      const known = items(service?.spec.ports).flatMap((one) => [one.port, one.name]);
      const isOpen = known.some((one) => String(one) === String(port)) || service?.spec.type === 'ExternalName';
      if (!service || port === undefined || isOpen) return [];
      const stated = known.filter((one) => one !== undefined).map(String);
      return [
        finding(
          'reference/unknown-port',
          { object, target: service.object, port: String(port), known: stated },
          subject,
        ),
      ];
    });
}

const CLUSTER_WIDE = new Set(['IngressClass']);

function ofIngressRoute({ namespace, spec }: Found): Backend[] {
  const own = ({ namespace: other = namespace }: Fields) => String(other);
  return [
    ...items(spec.routes).flatMap((route) => [
      ...items(route.services).map((one) => ({
        kind: String(one.kind ?? 'Service'),
        namespace: own(one),
        name: one.name,
        port: one.port,
      })),
      ...items(route.middlewares).map((one) => ({ kind: 'Middleware', namespace: own(one), name: one.name })),
    ]),
    { kind: 'Secret', namespace, name: fields(spec.tls).secretName },
  ];
}

/** Secrets of an Ingress that cert-manager looks after are made by it. */
function ofIngress({ namespace, spec, manifest }: Found): Backend[] {
  const isManaged = Object.keys(manifest.metadata.annotations ?? {}).some((key) => key.startsWith('cert-manager.io/'));
  return [
    { kind: 'IngressClass', namespace, name: spec.ingressClassName },
    ...backendsOf(spec).map(({ name, port }) => {
      const { number, name: named } = fields(port);
      return { kind: 'Service', namespace, name, port: number ?? named };
    }),
    ...(isManaged ? [] : items(spec.tls)).map(({ secretName }) => ({ kind: 'Secret', namespace, name: secretName })),
  ];
}

function ofGateway({ namespace, spec }: Found): Backend[] {
  const refers = (fallback: string) => (one: Fields) => ({
    kind: String(one.kind ?? fallback),
    namespace: String(one.namespace ?? namespace),
    name: one.name,
    port: one.port,
  });
  return [
    ...items(spec.parentRefs).map(refers('Gateway')),
    ...items(spec.rules).flatMap(({ backendRefs }) => items(backendRefs).map(refers('Service'))),
  ];
}
