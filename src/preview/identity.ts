import type { Manifest } from '../graph/graph';
import type { Identity } from './change';
import { groupNow, isClusterWide } from './kinds';

export function identityOf(manifest: Manifest): Identity {
  const { apiVersion, kind, metadata } = manifest;
  return {
    apiVersion,
    kind,
    namespace: isClusterWide(manifest) ? null : (metadata.namespace ?? null),
    name: metadata.name,
  };
}

/** The same for every version of the API, for a group that has moved, and for the namespace `default`, said or not. */
export function idOf(manifest: Manifest): string {
  return [groupNow(manifest), manifest.kind, placeOf(manifest), manifest.metadata.name].join('/');
}

/** The namespace in which an object ends up; nothing for one of the cluster as a whole. */
export function placeOf(manifest: Manifest): string {
  return isClusterWide(manifest) ? '' : manifest.metadata.namespace || 'default';
}
