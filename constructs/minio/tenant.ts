import { ApiObject, Lazy } from 'cdk8s';
import { Component, derived, type Endpoint, generated, Operand, type Provides, Secret, type Stack } from '../../src';
import { numbered } from '../operators/brought';
import { brought } from './brought';
import { clientConfig, environment, volumes } from './config';
import { defaultParity, setSize, shareOfServer } from './erasure';
import { pools } from './pools';
import type { MinioTenantProps, S3User } from './props';

/**
 * MinIO, which its operator makes: objects behind the interface of S3, spread over drives so that some may be lost.
 *
 * Its pods run as uid 1000, gid 1000. They speak HTTP, as the operations guide does with them: no certificate is made for them. In each, `mc` knows the
 * server as `minio`.
 */
export class MinioTenant extends Component implements Provides<'s3'> {
  readonly s3: Endpoint<'s3'>;
  readonly http: Endpoint<'http'>;
  /** Names of the claims of its drives. */
  readonly claims: readonly string[];
  private readonly buckets: string[] = [];
  private readonly users: string[] = [];

  constructor(
    stack: Stack,
    id: string,
    private readonly props: MinioTenantProps,
  ) {
    super(stack, id);
    const { on, operator, version, servers, storageClass, pools: count = 1 } = props;
    const names = numbered('ss', count);
    const { objects, pods, claims } = brought(id, names, servers, props.volumes);
    this.claims = claims;
    const operand = new Operand(this, id, {
      namespace: on,
      operator: operator.release,
      brings: objects,
      ...(storageClass && { claims: [storageClass] }),
    });
    this.s3 = operand.listen({ protocol: 's3', service: `${id}-hl`, port: 9000, pods });
    this.http = operand.listen({ protocol: 'http', name: 'console', service: `${id}-console`, port: 9090, pods });

    const parity = this.parity();
    const root: Secret = new Secret(this, ROOT, {
      namespace: on,
      keys: {
        MINIO_ROOT_USER: derived`minio`,
        MINIO_ROOT_PASSWORD: generated({ length: 40 }),
        'config.env': () => environment({ ...keys(), parity, consoleUrl: `https://${props.consoleHost}` }),
        'config.json': () => clientConfig(keys()),
      },
    });
    const keys = () => ({ user: root.key('MINIO_ROOT_USER'), password: root.key('MINIO_ROOT_PASSWORD') });
    this.object('minio.min.io/v2', 'Tenant', id, {
      image: `quay.io/minio/minio:${version}`,
      configuration: { name: ROOT },
      requestAutoCert: false,
      pools: pools(id, names, props),
      ...volumes(ROOT),
      buckets: named(this.buckets),
      users: named(this.users),
    });
    this.ingress();
  }

  /** A bucket that is there from the start. The operator makes it once: one that is added later a person makes, with `mc mb minio/<name>`. */
  bucket(name: string): string {
    this.buckets.push(name);
    return name;
  }

  /** Somebody with keys of their own, who may do everything: the operator gives all users the policy `consoleAdmin`. A person narrows it, by `mc admin policy`. */
  user(name: string): S3User {
    const contract = new Secret(this, `${this.name}-user-${name}`, {
      namespace: this.props.on,
      keys: { CONSOLE_ACCESS_KEY: derived`${name}`, CONSOLE_SECRET_KEY: generated({ length: 40 }) },
    });
    this.users.push(contract.name);
    return { accessKey: contract.key('CONSOLE_ACCESS_KEY'), secretKey: contract.key('CONSOLE_SECRET_KEY') };
  }

  private ingress(): void {
    const { on, consoleHost: host, ingressClass } = this.props;
    const secretName = `${this.name}-console-tls`;
    const backend = { service: { name: `${this.name}-console`, port: { number: 9090 } } };
    this.object('networking.k8s.io/v1', 'Ingress', `${this.name}-console`, {
      ...(ingressClass && { ingressClassName: ingressClass }),
      rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
      tls: [{ hosts: [host], secretName }],
    });
    this.expect({ kind: 'Secret', namespace: on.name, name: secretName });
    this.expose(this.http, { ingress: host });
  }

  /** Drives of a set that may be lost, once it is sure that there are sets. */
  private parity(): number {
    const { name, props } = this;
    const { servers, volumes: each } = props;
    const set = setSize(servers, each);
    if (servers * each < 4) this.report('minio/too-few-drives', { name, servers, volumes: each });
    else if (set === undefined) this.report('minio/uneven-sets', { name, servers, volumes: each });
    if (set === undefined) return 2;
    const parity = props.parity ?? defaultParity(set);
    if (parity < 2 || parity > set / 2) this.report('minio/parity', { name, parity, set });
    const share = shareOfServer(servers, set);
    if (share > parity || share === set / 2) this.report('minio/server-lost', { name, share, set, parity });
    return parity;
  }

  private object(apiVersion: string, kind: string, name: string, spec: object): void {
    new ApiObject(this, `${kind}-${name}`, {
      apiVersion,
      kind,
      metadata: { name, namespace: this.props.on.name },
      spec,
    });
  }
}

/** Known once all is declared; an empty list is none. */
function named(names: readonly string[]) {
  return Lazy.any({ produce: () => (names.length > 0 ? names.map((name) => ({ name })) : undefined) });
}

/** Where the operations guide looks for the credentials. */
const ROOT = 'minio-root-user-secret';
