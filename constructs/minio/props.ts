import type { Namespace, Resources, SecretKey, Size } from '../../src';
import type { MinioOperator } from './operator';

export interface MinioTenantProps {
  readonly on: Namespace;
  readonly operator: MinioOperator;
  /** Tag of the image `quay.io/minio/minio`. No default: a newer one changes what is on the drives. */
  readonly version: string;
  /** Servers of each pool. Never changed: to grow, add a pool. */
  readonly servers: number;
  /** Drives of each server. Never changed. */
  readonly volumes: number;
  /** Room of each drive. */
  readonly size: Size;
  /** Pools, each with as many servers and drives. One that is taken away takes along what it holds, unless it was decommissioned first. @default 1 */
  readonly pools?: number;
  /** Drives of each erasure set that may be lost. @default - 2 of sets of 4 and 5, 3 of 6 and 7, otherwise 4, as MinIO has it */
  readonly parity?: number;
  /** Host of the console in a browser. Its certificate is a Secret `<id>-console-tls`, which a person makes. */
  readonly consoleHost: string;
  /** IngressClass of whoever serves that host. @default - the cluster's default */
  readonly ingressClass?: string;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
  /** Of each server. */
  readonly resources: Resources;
}

/** Somebody who may use the store: names of their keys and where they are kept. */
export interface S3User {
  readonly accessKey: SecretKey;
  readonly secretKey: SecretKey;
}
