import { here, type Where } from '../diagnostics/where';

/** `workload` is the same under every delivery; `onDemand` is made when somebody asks, and no part of a delivery. */
export type ObjectLayer = 'workload' | 'onDemand';

/** A file that a document names, with the objects of one component that stand in it. */
export interface ManifestFile {
  readonly path: string;
  /** In the order in which they stand there, as `Deployment/nova`. */
  readonly holds: readonly string[];
  readonly layer: ObjectLayer;
  readonly at: Where;
}

/** A file that is no manifest: a Makefile, a workflow, a Dockerfile. */
export interface TextFile {
  readonly path: string;
  readonly content: () => string;
  readonly mode: 0o644 | 0o755;
  readonly at: Where;
}

/** An object that a person makes before it is needed. */
export interface ExpectedObject {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Fields of an object that differ from site to site. */
export interface Varying {
  /** As `StorageClass/synology-nfs`. */
  readonly object: string;
  /** Each as `parameters.server`. */
  readonly fields: readonly string[];
  readonly at: Where;
}

export function manifestFile(path: string, holds: readonly string[], layer: ObjectLayer): ManifestFile {
  return { path, holds, layer, at: here() };
}

export function textFile(path: string, content: string | (() => string), mode: TextFile['mode']): TextFile {
  return { path, content: typeof content === 'string' ? () => content : content, mode, at: here() };
}
