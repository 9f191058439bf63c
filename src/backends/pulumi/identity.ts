import type { Manifest, ReleaseNode } from '../../graph/graph';
import type { Lowered } from '../artifact';
import { type Alias, component, idOf, type ResourceId } from './resource';

/** Helm's own engine, not a rendered chart: decision 0021 says of each why. */
export const RELEASE = 'kubernetes:helm.sh/v3:Release';

/** `kubernetes:apps/v1:Deployment`: the type of the provider's own class, so that the URN is that class's too. */
export function typeOf({ apiVersion, kind }: Pick<Manifest, 'apiVersion' | 'kind'>): string {
  return `kubernetes:${apiVersion.includes('/') ? apiVersion : `core/${apiVersion}`}:${kind}`;
}

/** `self-hosted-ai/litellm`: what the cluster itself tells it from others by. Whose it is and where that stands in the source is no part of it. */
export function nameOf({ metadata: { name, namespace } }: Pick<Manifest, 'metadata'>): string {
  return [...(namespace === undefined ? [] : [namespace]), name].join('/');
}

export const componentId = (name: string): ResourceId => component('Component', name).id;
export const releaseId = ({ namespace, name }: Pick<ReleaseNode, 'namespace' | 'name'>): ResourceId =>
  idOf(RELEASE, `${namespace}/${name}`);

/** Oldest first. */
const VERSIONS = ['v1alpha1', 'v1alpha2', 'v1beta1', 'v1beta2', 'v1', 'v2alpha1', 'v2beta1', 'v2beta2', 'v2'];

/** Until a component was no part of it, a name began with one; and an operator serves one object in several versions. */
export function aliasesOf({ component, manifest }: Lowered): Alias[] {
  const { apiVersion, kind } = manifest;
  const [group = '', version = ''] = apiVersion.split('/');
  const earlier = isCustom(apiVersion) ? VERSIONS.slice(0, Math.max(0, VERSIONS.indexOf(version))) : [];
  return [
    { name: `${component}/${nameOf(manifest)}` },
    ...earlier.map((older) => ({ type: typeOf({ apiVersion: `${group}/${older}`, kind }) })),
  ];
}

export const isCustom = (apiVersion: string): boolean => /\./.test(apiVersion) && !/\.k8s\.io\//.test(apiVersion);
