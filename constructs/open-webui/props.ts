import type { Cluster, Provides, Resources, SecretKey, Size } from '../../src';
import type { Vectors } from '../qdrant/chart';

export interface OpenWebUiChartProps {
  readonly on: Cluster;
  /** Version of the chart. No default: its values and the names of what it makes change. */
  readonly chart: string;
  /** Tag of the image, without `v`. No default: a newer one migrates its database. */
  readonly version: string;
  /** Room for chats, uploads and the embedding model. No default: a claim can grow but not shrink. */
  readonly size: Size;
  readonly storageClass: string;
  /** A server of filters and functions beside it, and room for them. @default - none */
  readonly pipelines?: { readonly size: Size };
  /** What makes vectors of texts, in its own pod. @default sentence-transformers/all-MiniLM-L6-v2 */
  readonly embeddings?: string;
  /** @default - 250m, 1Gi, at most 2Gi */
  readonly resources?: Resources;
}

/** A store of vectors, and what it is known to hold. */
export interface Memory extends Provides<'qdrant'> {
  /** @default - asks for none */
  readonly apiKey?: SecretKey;
  readonly vectors?: Vectors;
}
