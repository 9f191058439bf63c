import { type Finding, finding } from '../../diagnostics/finding';
import type { Check } from '../check';
import { objectsOf } from '../objects-of';
import { type Fields, fields, items } from '../pods';

/** Deployments whose pods would need one claim at the same time, although a claim of its kind is for one node or one pod. */
export const claims: Check = ({ graph, artifacts }) => {
  const modes = new Map(
    objectsOf(graph, artifacts, 'PersistentVolumeClaim').map(({ manifest, namespace, spec }) => [
      `${namespace}/${manifest.metadata.name}`,
      spec.accessModes,
    ]),
  );
  return objectsOf(graph, artifacts, 'Deployment').flatMap(({ object, namespace, spec, subject }): Finding[] => {
    const own = claimsOf(spec).filter((claim) => isForOne(modes.get(`${namespace}/${claim}`)));
    const [claim] = own;
    if (!claim) return [];
    const { replicas = 1 } = spec;
    if (typeof replicas === 'number' && replicas > 1)
      return [finding('workload/claim-of-many', { object, replicas, claim }, subject)];
    return overlaps(fields(spec.strategy)) ? [finding('workload/rolling-claim', { object, claim }, subject)] : [];
  });
};

export function claimsOf(spec: Fields): string[] {
  const { volumes } = fields(fields(spec.template).spec);
  return items(volumes).flatMap((volume) => {
    const { claimName, readOnly } = fields(volume.persistentVolumeClaim);
    return typeof claimName === 'string' && readOnly !== true ? [claimName] : [];
  });
}

export function isForOne(modes: unknown): boolean {
  return Array.isArray(modes) && modes.length > 0 && modes.every((mode) => /^ReadWriteOnce(Pod)?$/.test(String(mode)));
}

/** Whether the new pod is started before the old one has gone. */
export function overlaps({ type = 'RollingUpdate', rollingUpdate }: Fields): boolean {
  const { maxSurge } = fields(rollingUpdate);
  return type === 'RollingUpdate' && maxSurge !== 0 && maxSurge !== '0%';
}
