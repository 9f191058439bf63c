import { groupNow, isClusterWide } from '../../kubernetes/kinds';
import type { Manifest } from '../../kubernetes/manifest';
import type { Identity } from '../change';

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

/** The name without the hash of its content that a generator gave it; nothing where it has none. */
export function stemOf(name: string): string | undefined {
  const [, stem, hash = ''] = /^(.+)-([^-]+)$/.exec(name) ?? [];
  return isHash(hash) ? stem : undefined;
}

/** The next generation of an object, whose name has a hash of its content. */
export function isNextOf(was: Identity, now: Identity): boolean {
  const stem = stemOf(now.name);
  return stem !== undefined && stem === stemOf(was.name) && was.namespace === now.namespace;
}

/** As generators make them of what is in an object: of ten letters without vowels (kustomize), of hexadecimal digits. */
export function isHash(word: string): boolean {
  return /^[a-z0-9]{8,12}$/.test(word) && (/\d/.test(word) || !/[aeiouy]/.test(word));
}
