import { once } from '../../base/once';
import { at, type Fields, fields, items, type Manifest } from '../../kubernetes/manifest';
import type { Side } from '../side';
import { homeOf, State } from './state';

/** An address that is served to the outside, and how. */
export interface Route {
  readonly manifest: Manifest;
  readonly host: string;
  /** A path, or what else a request must be like. */
  readonly rest: string;
  readonly tls: boolean;
  /** What asks who is calling: middlewares, annotations. */
  readonly asks: readonly string[];
  readonly backends: readonly Backend[];
}

export interface Backend {
  readonly namespace: string;
  readonly service: string;
  readonly port: unknown;
}

/** Every route of a side: Ingresses, IngressRoutes of Traefik, HTTPRoutes. */
export const routesOf: (side: Side) => readonly Route[] = once((side) => {
  const state = State.of(side);
  return [
    ...state.of('Ingress').flatMap((one) => ofIngress(one, state)),
    ...state.of('IngressRoute').flatMap((one) => ofIngressRoute(one, state)),
    ...state.of('HTTPRoute').flatMap(ofHttpRoute),
  ];
});

export const addressOf = ({ host, rest }: Pick<Route, 'host' | 'rest'>): string =>
  `${host || 'any host'}${rest === '/' ? '' : rest.startsWith('/') ? rest : ` ${rest}`}`.trim();

/** Annotations of ingress-nginx that keep somebody out. */
const NGINX = /\/(auth-url|auth-type|auth-secret|auth-tls-secret|whitelist-source-range|allowlist-source-range)$/;

function ofIngress(manifest: Manifest, state: State): Route[] {
  const { rules, tls, defaultBackend } = fields(manifest.spec);
  const annotations = manifest.metadata.annotations ?? {};
  const middlewares = String(annotations['traefik.ingress.kubernetes.io/router.middlewares'] ?? '')
    .split(',')
    .flatMap((one) => one.trim().replace(/@kubernetescrd$/, '') || [])
    .filter((one) =>
      asksAs(
        one,
        state.of('Middleware').find((each) => `${homeOf(each)}-${each.metadata.name}` === one),
      ),
    );
  const asks = [
    ...Object.keys(annotations)
      .filter((key) => NGINX.test(key))
      .map((key) => `annotation ${key}`),
    ...middlewares.map((name) => `middleware '${name}'`),
  ];
  const secured = items(tls).flatMap(({ hosts }) => (Array.isArray(hosts) ? hosts.map(String) : ['']));
  const home = homeOf(manifest);
  const route = (host: string, rest: string, backend: unknown): Route => ({
    ...{ manifest, host, rest, asks },
    tls:
      secured.includes('') ||
      secured.some((one) => one === host || (one.startsWith('*.') && host.endsWith(one.slice(1)))),
    backends: [ofBackend(home, at(backend, 'service'))],
  });
  return [
    ...(defaultBackend === undefined ? [] : [route('', '/', defaultBackend)]),
    ...items(rules).flatMap(({ host, http }) =>
      items(fields(http).paths).map(({ path, backend }) => route(String(host ?? ''), String(path ?? '/'), backend)),
    ),
  ];
}

function ofBackend(namespace: string, { name, port }: Fields): Backend {
  const { number, name: named } = fields(port);
  return { namespace, service: String(name), port: number ?? named };
}

function ofIngressRoute(manifest: Manifest, state: State): Route[] {
  const { routes, tls, entryPoints } = fields(manifest.spec);
  const plain = Array.isArray(entryPoints) && entryPoints.length > 0 && entryPoints.every((one) => one === 'web');
  const home = homeOf(manifest);
  return items(routes).flatMap(({ match, services, middlewares }) => {
    const text = String(match ?? '');
    const hosts = [...text.matchAll(/Host\(([^)]*)\)/g)].flatMap(([, list = '']) =>
      [...list.matchAll(/[`"']([^`"']+)[`"']/g)].map(([, host]) => String(host)),
    );
    const rest = text.replace(/\(?\s*Host\([^)]*\)(\s*\|\|\s*Host\([^)]*\))*\s*\)?\s*(&&)?\s*/g, '').trim();
    const asks = items(middlewares).flatMap(({ name, namespace = home }) =>
      asksAs(String(name), state.find('Middleware', String(namespace), name)) ? [`middleware '${name}'`] : [],
    );
    const backends = items(services).flatMap(({ kind = 'Service', name, namespace = home, port }) =>
      kind === 'Service' ? [{ namespace: String(namespace), service: String(name), port }] : [],
    );
    return (hosts.length > 0 ? hosts : ['']).map((host) => ({
      ...{ manifest, host, asks, backends },
      rest: rest === '' ? '/' : rest,
      tls: tls !== undefined && !plain,
    }));
  });
}

const ASKING = ['basicAuth', 'digestAuth', 'forwardAuth', 'ipAllowList', 'ipWhiteList'];

/** Whether a middleware keeps somebody out; of one that stands elsewhere its name tells. */
function asksAs(name: string, middleware: Manifest | undefined): boolean {
  if (!middleware) return /auth|login|oidc|sso|allow-?list|whitelist/i.test(name);
  return ASKING.some((key) => fields(middleware.spec)[key] !== undefined);
}

function ofHttpRoute(manifest: Manifest): Route[] {
  const { hostnames, rules } = fields(manifest.spec);
  const hosts = Array.isArray(hostnames) && hostnames.length > 0 ? hostnames.map(String) : [''];
  const home = homeOf(manifest);
  return items(rules).flatMap(({ matches, backendRefs }) => {
    const backends = items(backendRefs).map(({ name, namespace = home, port }) => ({
      ...{ namespace: String(namespace), service: String(name), port },
    }));
    const paths = items(matches).map(({ path }) => String(fields(path).value ?? '/'));
    return hosts.flatMap((host) =>
      (paths.length > 0 ? paths : ['/']).map((rest) => ({ manifest, host, rest, tls: true, asks: [], backends })),
    );
  });
}
