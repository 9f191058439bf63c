import type { ReleaseNode } from '../../graph/graph';
import type { Manifest } from '../../kubernetes/manifest';
import type { Lowered } from '../artifact';
import { type Alias, component, idOf, type Plan, type ResourceId } from './resource';

/** Helm's own engine, not a rendered chart: decision 0021 says of each why. */
export const RELEASE = 'kubernetes:helm.sh/v3:Release';

/** `kubernetes:apps/v1:Deployment`: the type of the provider's own class, so that the URN is that class's too. */
export function kindType({ apiVersion, kind }: Pick<Manifest, 'apiVersion' | 'kind'>): string {
  return `kubernetes:${apiVersion.includes('/') ? apiVersion : `core/${apiVersion}`}:${kind}`;
}

/** Objects that the cluster itself makes, and makes again when they are deleted: whoever deletes one waits in vain for it to be gone. */
const MADE_BY_CLUSTER = new Set(['ConfigMap kube-root-ca.crt', 'ServiceAccount default']);

/** As an object is deployed. One that the cluster makes is patched, and given back in the end. */
export function typeOf(manifest: Manifest): string {
  const { kind, metadata } = manifest;
  return `${kindType(manifest)}${MADE_BY_CLUSTER.has(`${kind} ${metadata.name}`) ? 'Patch' : ''}`;
}

/** `self-hosted-ai/litellm`: what the cluster itself tells it from others by. Whose it is and where that stands in the source is no part of it. */
export function nameOf({ metadata: { name, namespace } }: Pick<Manifest, 'metadata'>): string {
  return [...(namespace === undefined ? [] : [namespace]), name].join('/');
}

/** The objects of a plan, without what charts bring and what is laid over that. */
export function objectsOf(plan: Plan): Manifest[] {
  return plan.flatMap(({ type, name, inputs }) => {
    const manifest = inputs as unknown as Manifest;
    return type.startsWith('kubernetes:') && type !== RELEASE && name === nameOf(manifest) ? [manifest] : [];
  });
}

export const componentId = (name: string): ResourceId => component('Component', name).id;
export const releaseId = ({ namespace, name }: Pick<ReleaseNode, 'namespace' | 'name'>): ResourceId =>
  idOf(RELEASE, `${namespace}/${name}`);

/** Oldest first. */
const VERSIONS = ['v1alpha1', 'v1alpha2', 'v1beta1', 'v1beta2', 'v1', 'v2alpha1', 'v2beta1', 'v2beta2', 'v2'];

/**
 * Until a component was no part of it, a name began with one; an operator serves one object in several versions; and what is patched now was
 * once owned.
 */
export function aliasesOf({ component, manifest }: Lowered): Alias[] {
  const { apiVersion, kind } = manifest;
  const [group = '', version = ''] = apiVersion.split('/');
  const earlier = isCustom(apiVersion) ? VERSIONS.slice(0, Math.max(0, VERSIONS.indexOf(version))) : [];
  const former = `${component}/${nameOf(manifest)}`;
  const owned = kindType(manifest);
  return [
    { name: former },
    ...earlier.map((older) => ({ type: kindType({ apiVersion: `${group}/${older}`, kind }) })),
    ...(owned === typeOf(manifest) ? [] : [{ type: owned }, { type: owned, name: former }]),
  ];
}

export const isCustom = (apiVersion: string): boolean => /\./.test(apiVersion) && !/\.k8s\.io\//.test(apiVersion);
