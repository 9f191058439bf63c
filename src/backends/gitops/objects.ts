import type { Manifest } from '../../graph/graph';

const WITH_STATE = new Set(['Namespace', 'PersistentVolumeClaim', 'StatefulSet']);

/** A person removes it, knowing what it is; never a delivery. */
export function holdsState({ kind }: Manifest): boolean {
  return WITH_STATE.has(kind);
}

export function annotated(manifest: Manifest, more: Readonly<Record<string, string>>): Manifest {
  if (Object.keys(more).length === 0) return manifest;
  return {
    ...manifest,
    metadata: { ...manifest.metadata, annotations: { ...manifest.metadata.annotations, ...more } },
  };
}
