import type { IIngressRoute } from '@kubernetes-models/traefik/traefik.io/v1alpha1/IngressRoute';
import type { ITLSStore } from '@kubernetes-models/traefik/traefik.io/v1alpha1/TLSStore';
import { ApiObject, Lazy } from 'cdk8s';
import { Component, type Endpoint, HelmRelease, type Namespace, type Stack } from '../src';
import type { CertManager } from './cert-manager';

export interface TraefikProps {
  readonly on: Namespace;
  /** Version of the chart. */
  readonly version: string;
  /** Who makes the certificates of the hosts that are routed. */
  readonly certificates: CertManager;
}

/**
 * Traefik: the way in from outside, by IngressRoutes.
 *
 * Certificates stay in the namespace of cert-manager: the one TLSStore that Traefik reads (`default`) stands there and names them all,
 * so that no route needs a copy of a key in its own namespace.
 */
export class Traefik extends Component {
  private readonly release: HelmRelease;
  private readonly hosts = new Map<string, string>();

  constructor(
    stack: Stack,
    id: string,
    private readonly props: TraefikProps,
  ) {
    super(stack, id);
    const { on, version, certificates } = props;
    this.release = new HelmRelease(this, id, {
      namespace: on,
      chart: 'traefik',
      version,
      repository: 'https://traefik.github.io/charts',
      values: VALUES,
      brings: [
        { apiVersion: 'apps/v1', kind: 'Deployment', name: id, labels: PODS },
        { apiVersion: 'v1', kind: 'Service', name: id, labels: PODS },
        { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', name: id, namespace: null },
      ],
      defines: KINDS.map((kind) => `traefik.io/${kind}`),
    });
    this.release.listen({ protocol: 'http', name: 'web', service: id, port: 80, targetPort: 8000, pods: PODS });
    const websecure = this.release.listen({
      protocol: 'https',
      name: 'websecure',
      service: id,
      port: 443,
      targetPort: 8443,
      pods: PODS,
    });
    this.expose(websecure, { loadBalancer: on.cluster.props.address });
    const store: Omit<ITLSStore, 'spec'> = {
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'TLSStore',
      metadata: { name: 'default', namespace: certificates.home.name },
    };
    new ApiObject(this, 'tls-store', {
      ...store,
      spec: { certificates: Lazy.any({ produce: () => this.certificates() }) },
    });
  }

  /** Leads `https://<host>` to an endpoint of this stack, with a certificate. */
  route(host: string, endpoint: Endpoint<'http'> | Endpoint<'openai'>): void {
    const { owner } = endpoint;
    const [service, namespace] = endpoint.host.split('.');
    if (!owner || !service || !namespace) {
      this.report('exposure/not-ours', { host, endpoint: endpoint.reference });
      return;
    }
    this.release.connect(PODS, endpoint, `routes ${host}`);
    owner.expose(endpoint, { ingress: host });
    this.hosts.set(host, this.props.certificates.certificate(owner, host));
    const route: IIngressRoute = {
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'IngressRoute',
      metadata: { name: host.split('.')[0] ?? host, namespace },
      spec: {
        entryPoints: ['websecure'],
        routes: [{ kind: 'Rule', match: `Host(\`${host}\`)`, services: [{ name: service, port: endpoint.port }] }],
        tls: {},
      },
    };
    new ApiObject(owner, `route-${host}`, { ...route });
  }

  private certificates() {
    return [...this.hosts.values()].sort().map((secretName) => ({ secretName }));
  }
}

const PODS = { 'app.kubernetes.io/name': 'traefik' };

const VALUES = {
  ports: { web: { http: { redirections: { entryPoint: { to: 'websecure', scheme: 'https', permanent: true } } } } },
  providers: { kubernetesIngress: { publishedService: { enabled: true } } },
  global: { checkNewVersion: false, sendAnonymousUsage: false },
};

const KINDS = [
  'IngressRoute',
  'IngressRouteTCP',
  'IngressRouteUDP',
  'Middleware',
  'MiddlewareTCP',
  'ServersTransport',
  'TLSOption',
  'TLSStore',
  'TraefikService',
];
