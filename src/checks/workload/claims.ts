import { type Finding, finding } from '../../diagnostics/finding';
import { claimsOf, isForOne, overlaps } from '../../kubernetes/claims';
import { fields } from '../../kubernetes/manifest';
import type { Check } from '../check';
import { objectsOf } from '../objects-of';

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
