import {
  Component,
  Cpu,
  Duration,
  type Endpoint,
  generated,
  Image,
  type Namespace,
  type Provides,
  type Resources,
  Secret,
  type SecretKey,
  Size,
  type Stack,
  Workload,
} from '../../src';

export interface QdrantProps {
  readonly on: Namespace;
  /** Tag of the official image, such as `v1.19.0`. No default: its files go from one minor version to the next, and never back. */
  readonly version: string;
  /** Room for collections. No default: a claim can grow but not shrink. */
  readonly size: Size;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
  /** @default - 250m, 512Mi, at most 2Gi */
  readonly resources?: Resources;
}

/** A Qdrant that asks for a key. */
export interface VectorStore extends Provides<'qdrant'> {
  readonly apiKey: SecretKey;
}

/**
 * Qdrant: vectors, for whoever searches by meaning.
 *
 * Its `-unprivileged` image runs as uid 1000, gid 1000 (`USER_ID` in its build) and writes below /qdrant/storage and /qdrant/snapshots.
 */
export class Qdrant extends Component implements VectorStore {
  /** REST, and /metrics for those who have the key. */
  readonly qdrant: Endpoint<'qdrant'>;
  readonly grpc: Endpoint<'qdrant'>;
  readonly apiKey: SecretKey;

  constructor(stack: Stack, id: string, { on, version, size, storageClass, resources }: QdrantProps) {
    super(stack, id);
    const server = new Workload(this, id, {
      on,
      kind: 'StatefulSet',
      image: Image.of('docker.io/qdrant/qdrant', { tag: `${version}-unprivileged`, platforms: ['amd64', 'arm64'] }),
      user: { uid: 1000, gid: 1000 },
      resources: resources ?? { cpu: Cpu.millis(250), memory: Size.mebibytes(512), memoryLimit: Size.gibibytes(2) },
    });
    this.qdrant = server.listen('qdrant', { port: HTTP, name: 'http' });
    this.grpc = server.listen('qdrant', { port: 6334, name: 'grpc' });
    this.apiKey = new Secret(this, id, { namespace: on, keys: { QDRANT_API_KEY: generated() } }).key('QDRANT_API_KEY');
    server.env({ QDRANT__SERVICE__API_KEY: this.apiKey, QDRANT__TELEMETRY_DISABLED: 'true' });
    server.volume('storage', { path: '/qdrant/storage', size, ...(storageClass && { storageClass }) });
    // A backup takes a snapshot, fetches it and removes it: it need not outlive the pod.
    server.volume('snapshots', { path: '/qdrant/snapshots' });
    server.healthy({ path: '/readyz', live: '/livez', port: HTTP, startup: Duration.minutes(5) });
  }
}

const HTTP = 6333;
