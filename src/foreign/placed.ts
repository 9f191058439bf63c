import type { Location } from '../diagnostics/where';
import type { Manifest } from '../kubernetes/manifest';

/** An object, and where it begins. */
export interface Placed {
  readonly manifest: Manifest;
  readonly at: Location;
  /** Its name, where that is no text. */
  readonly got?: string;
  /** The folder with which it is delivered. */
  readonly unit?: string | undefined;
  /** The namespace in which a generator makes it. */
  readonly generatedIn?: string;
}

/** Texts by their files. */
export type Texts = ReadonlyMap<string, string>;

/** What kustomize reads itself. */
export function isKustomization({ manifest }: Placed): boolean {
  return manifest.apiVersion.startsWith('kustomize.config.k8s.io/');
}
