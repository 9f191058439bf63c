import { once } from '../base/once';
import type { Manifest } from '../kubernetes/manifest';
import type { ObjectLayer } from '../model/files';

/** `delivery` tells a controller what to do. */
export type Layer = ObjectLayer | 'delivery';

/** An object, and whose it is. */
export interface Lowered {
  readonly manifest: Manifest;
  readonly component: string;
  readonly layer: Layer;
}

/** `nova Deployment/nova`: by which a component says where its objects stand. */
export function nameInComponent({ component, manifest: { kind, metadata } }: Lowered): string {
  return `${component} ${kind}/${metadata.name}`;
}

/** One file of a tree: the seam behind which no path is worked out again. */
export interface Artifact {
  /** Relative to the environment's folder, with `/`. */
  readonly path: string;
  readonly mode: 0o644 | 0o755;
  /** Objects in the order in which they stand in the file, or text. */
  readonly content: readonly Lowered[] | string;
  /** What stands in the file, where kustomize makes the objects of that. @default - the content */
  readonly text?: string;
}

/** Every object of a tree. */
export const loweredOf: (artifacts: readonly Artifact[]) => readonly Lowered[] = once((artifacts) =>
  artifacts.flatMap(({ content }) => (typeof content === 'string' ? [] : content)),
);

export function manifestsOf(artifacts: readonly Artifact[]): Manifest[] {
  return loweredOf(artifacts).map(({ manifest }) => manifest);
}
