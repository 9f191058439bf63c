import type { Manifest } from '../graph/graph';
import type { Identity } from './change';

export function identityOf({ apiVersion, kind, metadata }: Manifest): Identity {
  return { apiVersion, kind, namespace: metadata.namespace ?? null, name: metadata.name };
}

/** The same for every version of the API. */
export function idOf({ apiVersion, kind, metadata }: Manifest): string {
  return [groupOf(apiVersion), kind, metadata.namespace ?? '', metadata.name].join('/');
}

export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}
