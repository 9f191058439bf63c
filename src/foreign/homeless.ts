import { dirname } from 'node:path';
import { identity } from '../checks/object/objects';
import { type Finding, finding } from '../diagnostics/finding';
import { isClusterWide, isOfKubernetes } from '../kubernetes/kinds';
import type { Placed } from './placed';

/** Objects without a namespace beside others of their folder that have one. What kustomize or Flux delivers gets one from them. */
export function homeless(objects: readonly Placed[]): Finding[] {
  const own = objects.filter(({ unit, manifest }) => unit === undefined && isNamespaced(manifest));
  return own.flatMap((one) => {
    const { metadata } = one.manifest;
    if (metadata?.namespace !== undefined || typeof metadata?.name !== 'string') return [];
    const beside = own.filter(({ at }) => dirname(at.file) === dirname(one.at.file));
    const homes = new Set(beside.flatMap(({ manifest }) => manifest.metadata?.namespace ?? []));
    const [namespace, another] = homes;
    if (namespace === undefined || another !== undefined) return [];
    const object = identity({ manifest: one.manifest });
    return [finding('object/no-namespace', { object, namespace }, { at: () => one.at })];
  });
}

function isNamespaced(manifest: Placed['manifest']): boolean {
  return isOfKubernetes(manifest.apiVersion) && !isClusterWide(manifest);
}
