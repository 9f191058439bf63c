import {
  bounds,
  type Cluster,
  Component,
  Cpu,
  type Endpoint,
  HelmRelease,
  Namespace,
  type Provides,
  quantity,
  type Resources,
  Size,
  type Stack,
} from '../../src';

/** What the vectors of a collection are like. A collection takes no others. */
export interface Vectors {
  /** Numbers in a vector. */
  readonly size: number;
  readonly distance: 'Cosine' | 'Dot' | 'Euclid' | 'Manhattan';
}

export interface QdrantChartProps {
  readonly on: Cluster;
  /** Version of the chart: 0.10.1 runs Qdrant 1.10.1. No default: its files go from one minor version to the next, and never back. */
  readonly chart: string;
  /** Room for collections. No default: a claim can grow but not shrink. */
  readonly size: Size;
  readonly storageClass: string;
  /** What its collections hold. @default - not stated: whoever writes first decides */
  readonly vectors?: Vectors;
  /** @default - 100m, 512Mi, at most 1Gi */
  readonly resources?: Resources;
}

/**
 * Qdrant by its chart, without a key: only who is wired to it reaches it.
 *
 * The server runs as uid 1000, gid 2000 (the chart's `containerSecurityContext`); an init container of the chart runs as root and gives it its volume, which
 * is what `baseline` admits. Its pods have a token of an account that may do nothing, and no way to the API server.
 */
export class QdrantChart extends Component implements Provides<'qdrant'> {
  /** REST. */
  readonly qdrant: Endpoint<'qdrant'>;
  readonly grpc: Endpoint<'qdrant'>;
  readonly vectors?: Vectors;

  constructor(stack: Stack, id: string, { on, chart, size, storageClass, vectors, resources }: QdrantChartProps) {
    super(stack, id);
    if (vectors) this.vectors = vectors;
    const pods = { app: 'qdrant', 'app.kubernetes.io/name': 'qdrant', 'app.kubernetes.io/instance': id };
    const values: QdrantValues = {
      fullnameOverride: id,
      env: [{ name: 'QDRANT__TELEMETRY_DISABLED', value: 'true' }],
      persistence: { size: quantity(size), storageClassName: storageClass },
      resources: bounds(
        resources ?? { cpu: Cpu.millis(100), memory: Size.mebibytes(512), memoryLimit: Size.gibibytes(1) },
      ),
    };
    const release = new HelmRelease(this, id, {
      namespace: new Namespace(this, on, id, { podSecurity: 'baseline', traffic: 'denied', tokens: 'denied' }),
      chart: 'qdrant',
      version: chart,
      repository: 'https://qdrant.github.io/qdrant-helm',
      values: { ...values },
      brings: [
        { apiVersion: 'apps/v1', kind: 'StatefulSet', name: id, labels: pods },
        { apiVersion: 'v1', kind: 'Service', name: id, labels: pods },
        { apiVersion: 'v1', kind: 'Service', name: `${id}-headless`, labels: pods },
      ],
      claims: [storageClass],
      keep: true, // what it remembers is in its volume
    });
    const rest = { service: id, pods, protocol: 'qdrant' as const };
    this.qdrant = release.listen({ ...rest, name: 'http', port: 6333 });
    this.grpc = release.listen({ ...rest, name: 'grpc', port: 6334 });
  }
}

/** What is set of the chart's values; it takes a misspelt key in silence. */
interface QdrantValues {
  readonly fullnameOverride: string;
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly persistence: { readonly size: string; readonly storageClassName: string };
  readonly resources: ReturnType<typeof bounds>;
}
