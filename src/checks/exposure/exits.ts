import type { Subject as About } from '../../diagnostics/finding';
import { type Fields, fields, items } from '../../kubernetes/manifest';
import type { Subject } from '../check';
import { objectsOf } from '../objects-of';

/** A way by which somebody outside the cluster reaches a Service. */
export interface Exit {
  readonly object: string;
  readonly namespace: string;
  readonly service: string;
  /** It asks who somebody is, as far as can be seen. */
  readonly authenticates: boolean;
  readonly subject: About;
}

const ASKS = ['basicAuth', 'digestAuth', 'forwardAuth', 'ipAllowList', 'ipWhiteList', 'plugin', 'passTLSClientCert'];
/** Annotations by which ingress controllers are told to ask: nginx, Traefik, HAProxy. */
const ASKING = /\/(auth-(url|type|secret|realm|tls-secret)|router\.middlewares|whitelist-source-range)$/;

/** Every way out that is written down: routes, ingresses, and Services with a port on the nodes. */
export function exits({ graph, artifacts }: Pick<Subject, 'graph' | 'artifacts'>): Exit[] {
  const middlewares = new Map(
    objectsOf(graph, artifacts, 'Middleware').map(({ namespace, manifest, spec }) => [
      `${namespace}/${manifest.metadata.name}`,
      spec,
    ]),
  );
  return [
    ...objectsOf(graph, artifacts, 'IngressRoute').flatMap(({ object, namespace, spec, subject }) =>
      items(spec.routes).flatMap((route) => {
        const authenticates = items(route.middlewares).some((one) => asks(one, namespace));
        return items(route.services).map(({ name, namespace: own = namespace }) => ({
          ...{ object, subject, authenticates },
          ...{ service: String(name), namespace: String(own) },
        }));
      }),
    ),
    ...objectsOf(graph, artifacts, 'Ingress').flatMap(({ object, namespace, spec, manifest, subject }) => {
      const authenticates = Object.keys(manifest.metadata.annotations ?? {}).some((key) => ASKING.test(key));
      return backendsOf(spec).map(({ name }) => ({ object, namespace, service: String(name), authenticates, subject }));
    }),
    ...objectsOf(graph, artifacts, 'Service')
      .filter(({ spec }) => spec.type === 'NodePort' || spec.type === 'LoadBalancer')
      .map(({ object, namespace, manifest, subject }) => ({
        ...{ object, namespace, subject, authenticates: false },
        service: manifest.metadata.name,
      })),
  ];

  /** One that is not known here is trusted: somebody else made it for a purpose. */
  function asks({ name, namespace: own }: Fields, home: string): boolean {
    const spec = middlewares.get(`${own ?? home}/${name}`);
    if (!spec) return true;
    const chained = items(fields(spec.chain).middlewares);
    return ASKS.some((kind) => spec[kind] !== undefined) || chained.some((one) => asks(one, String(own ?? home)));
  }
}

/** The Services that an Ingress leads to, with their ports. */
export function backendsOf(spec: Fields): Fields[] {
  const backends = [
    fields(spec.defaultBackend),
    ...items(spec.rules).flatMap(({ http }) => items(fields(http).paths).map(({ backend }) => fields(backend))),
  ];
  return backends.flatMap(({ service }) => (service === undefined ? [] : [fields(service)]));
}
