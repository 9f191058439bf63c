import type { IIngressRoute } from '@kubernetes-models/traefik/traefik.io/v1alpha1/IngressRoute';
import type { IMiddleware } from '@kubernetes-models/traefik/traefik.io/v1alpha1/Middleware';
import { ApiObject, Lazy } from 'cdk8s';
import {
  bcryptOf,
  Component,
  derived,
  type Endpoint,
  generated,
  HelmRelease,
  type Namespace,
  Secret,
  type Stack,
} from '../src';
import type { CertManager } from './cert-manager';

export interface TraefikProps {
  readonly on: Namespace;
  /** Version of the chart. */
  readonly version: string;
  /** Who makes the certificates of the hosts that are routed. */
  readonly certificates: CertManager;
}

export interface RouteOptions {
  /** Asks for name and password first: for what has no login of its own. @default false */
  readonly login?: boolean;
  /** gRPC is spoken at the same address too. @default false */
  readonly grpc?: boolean;
  /** Paths that are none of the outside's business, such as `/metrics`. @default [] */
  readonly hidden?: readonly string[];
}

type Rule = NonNullable<IIngressRoute['spec']['routes']>[number];

/**
 * Traefik: the way in from outside, by IngressRoutes.
 *
 * Certificates stay in the namespace of cert-manager: the one TLSStore that Traefik reads (`default`) stands there and names them all,
 * so that no route needs a copy of a key in its own namespace. The one login stands beside Traefik, for routes of all namespaces.
 * The chart runs the image as uid 65532, without capabilities.
 */
export class Traefik extends Component {
  /** Requests by host, service and status, for Prometheus. */
  readonly metrics: Endpoint<'http'>;
  private readonly release: HelmRelease;
  private readonly pages: Endpoint<'http'>;
  private readonly hosts = new Map<string, string>();

  constructor(
    stack: Stack,
    id: string,
    private readonly props: TraefikProps,
  ) {
    super(stack, id);
    const { on, version, certificates } = props;
    const release = new HelmRelease(this, id, {
      namespace: on,
      chart: 'traefik',
      version,
      repository: 'https://traefik.github.io/charts',
      values: values(on),
      brings: [
        { apiVersion: 'apps/v1', kind: 'Deployment', name: id, labels: PODS },
        { apiVersion: 'v1', kind: 'Service', name: id, labels: PODS },
        { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', name: id, namespace: null },
      ],
      defines: KINDS.map((kind) => `traefik.io/${kind}`),
    });
    const [pods, service, metrics] = [PODS, id, `${id}-metrics`];
    release.listen({ protocol: 'http', name: 'web', service, port: 80, targetPort: 8000, pods });
    const https = release.listen({ protocol: 'https', name: 'websecure', service, port: 443, targetPort: 8443, pods });
    this.expose(https, { loadBalancer: on.cluster.props.address });
    this.pages = https.as('http').at({ name: 'dashboard' });
    this.metrics = release.listen({ protocol: 'http', name: 'metrics', service: metrics, port: 9100, pods });
    this.release = release;
    const store = { name: 'default', namespace: certificates.home.name };
    const names = () => [...this.hosts.values()].sort().map((secretName) => ({ secretName }));
    object(this, 'tls-store', 'TLSStore', store, { certificates: Lazy.any({ produce: names }) });
  }

  /** Leads `https://<host>` to an endpoint of this stack, with a certificate. */
  route(host: string, endpoint: Endpoint<'http'> | Endpoint<'openai'>, options: RouteOptions = {}): void {
    const { owner, port } = endpoint;
    const [name, namespace] = endpoint.host.split('.');
    if (!owner || !name || !namespace) {
      this.report('exposure/not-ours', { host, endpoint: endpoint.reference });
      return;
    }
    this.release.connect(PODS, endpoint, `routes ${host}`);
    owner.expose(endpoint, { ingress: host });
    const { login, grpc, hidden = [] } = options;
    const match = [`Host(\`${host}\`)`, ...hidden.map((path) => `!PathPrefix(\`${path}\`)`)].join(' && ');
    const rule = (match: string, scheme?: 'h2c'): Rule => ({
      kind: 'Rule',
      match,
      services: [{ name, port, ...(scheme && { scheme }) }],
      ...(login && { middlewares: [this.login()] }),
    });
    const calls = grpc ? [rule(`${match} && Header(\`Content-Type\`, \`application/grpc\`)`, 'h2c')] : [];
    this.admit(owner, host, namespace, [rule(match), ...calls]);
  }

  /** Traefik's own pages at `https://<host>`, behind the login. */
  dashboard(host: string): void {
    this.expose(this.pages, { ingress: host });
    const services = [{ kind: 'TraefikService' as const, name: 'api@internal' }];
    const rule: Rule = { kind: 'Rule', match: `Host(\`${host}\`)`, services, middlewares: [this.login()] };
    this.admit(this, host, this.props.on.name, [rule]);
  }

  private admit(owner: Component, host: string, namespace: string, routes: Rule[]): void {
    this.hosts.set(host, this.props.certificates.certificate(owner, host));
    const spec: IIngressRoute['spec'] = { entryPoints: ['websecure'], routes, tls: {} };
    object(owner, `route-${host}`, 'IngressRoute', { name: host.split('.')[0] ?? host, namespace }, spec);
  }

  /** The middleware that lets `admin` in, made when it is first asked for. Traefik refuses a Secret with more than one key, so there are two. */
  private login() {
    const { on } = this.props;
    const middleware = { name: 'login', namespace: on.name };
    if (this.node.tryFindChild('login')) return middleware;
    const admin: Secret = new Secret(this, 'login-admin', {
      namespace: on,
      keys: { password: generated(), hash: () => bcryptOf(admin.key('password')) },
    });
    const users = derived`admin:${admin.key('hash')}`;
    const secret = new Secret(this, 'login-users', { namespace: on, keys: { users } }).name;
    const spec: IMiddleware['spec'] = { basicAuth: { secret, removeHeader: true } };
    object(this, 'login', 'Middleware', middleware, spec);
    return middleware;
  }
}

type Name = { readonly name: string; readonly namespace: string };

function object(owner: Component, id: string, kind: string, metadata: Name, spec: object): void {
  new ApiObject(owner, id, { apiVersion: 'traefik.io/v1alpha1', kind, metadata, spec });
}

const PODS = { 'app.kubernetes.io/name': 'traefik' };

function values(on: Namespace) {
  return {
    ports: { web: { http: { redirections: { entryPoint: { to: 'websecure', scheme: 'https', permanent: true } } } } },
    providers: {
      // Routes name the login of another namespace; what is inside Traefik (its API) only its own namespace may name.
      kubernetesCRD: { allowCrossNamespace: true, crossProviderNamespaces: [on.name] },
      kubernetesIngress: { publishedService: { enabled: true } },
    },
    // Every request stands in the log, without its query, for that may hold secrets.
    accessLog: { enabled: true, format: 'json', fields: { queryParameters: { defaultMode: 'drop' } } },
    log: { format: 'json' },
    metrics: { prometheus: { service: { enabled: true } } },
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '512Mi' } },
    global: { checkNewVersion: false, sendAnonymousUsage: false },
  };
}

const ROUTES = ['IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP', 'Middleware', 'MiddlewareTCP', 'TraefikService'];
const KINDS = [...ROUTES, 'ServersTransport', 'ServersTransportTCP', 'TLSOption', 'TLSStore'];
