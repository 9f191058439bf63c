import type { ICertificate } from '@kubernetes-models/cert-manager/cert-manager.io/v1/Certificate';
import type { IClusterIssuer } from '@kubernetes-models/cert-manager/cert-manager.io/v1/ClusterIssuer';
import { ApiObject } from 'cdk8s';
import { Component, type Endpoint, HelmRelease, type Namespace, type Stack } from '../src';

export interface CertManagerProps {
  readonly on: Namespace;
  /** Version of the chart, which is that of cert-manager. */
  readonly version: string;
  readonly issuer: {
    /** Address that the certificate authority writes to before a certificate expires. */
    readonly email: string;
    /** Directory URL of an ACME server. */
    readonly server: string;
  };
}

/** cert-manager: certificates from an ACME server, by HTTP-01 challenges through the cluster's ingress. */
export class CertManager extends Component {
  /** Where certificates and their Secrets stand. */
  readonly home: Namespace;
  /** When each certificate expires, for Prometheus. */
  readonly metrics: Endpoint<'http'>;

  constructor(stack: Stack, id: string, { on, version, issuer }: CertManagerProps) {
    super(stack, id);
    this.home = on;
    const release = new HelmRelease(this, id, {
      namespace: on,
      chart: 'cert-manager',
      version,
      repository: 'https://charts.jetstack.io',
      values: { crds: { enabled: true, keep: true } },
      brings: [id, `${id}-cainjector`, `${id}-webhook`].map((name) => ({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name,
        labels: { app: name.replace(`${id}-`, '') },
      })),
      defines: [
        ...KINDS.map((kind) => `cert-manager.io/${kind}`),
        'acme.cert-manager.io/Challenge',
        'acme.cert-manager.io/Order',
      ],
    });
    this.metrics = release.listen({ protocol: 'http', name: 'metrics', service: id, port: 9402, pods: { app: id } });
    const clusterIssuer: IClusterIssuer = {
      apiVersion: 'cert-manager.io/v1',
      kind: 'ClusterIssuer',
      metadata: { name: ISSUER },
      spec: {
        acme: {
          ...issuer,
          privateKeySecretRef: { name: 'acme-account' },
          solvers: [{ http01: { ingress: { ingressClassName: 'traefik' } } }],
        },
      },
    };
    new ApiObject(this, 'issuer', { ...clusterIssuer });
  }

  /** A certificate for `host`, on behalf of `owner`; gives back the name of its Secret, which stands in cert-manager's own namespace. */
  certificate(owner: Component, host: string): string {
    const name = host.replaceAll('.', '-');
    const certificate: ICertificate = {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name, namespace: this.home.name },
      spec: { secretName: `${name}-tls`, dnsNames: [host], issuerRef: { kind: 'ClusterIssuer', name: ISSUER } },
    };
    new ApiObject(owner, `certificate-${host}`, { ...certificate });
    return `${name}-tls`;
  }
}

const ISSUER = 'acme';
const KINDS = ['Certificate', 'CertificateRequest', 'ClusterIssuer', 'Issuer'];
