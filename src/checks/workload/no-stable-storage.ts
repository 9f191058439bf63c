import { finding } from '../../diagnostics/finding';
import { at, items } from '../../kubernetes/manifest';
import type { Check } from '../check';
import { objectsOf } from '../objects-of';

const STABLE = ['persistentVolumeClaim', 'hostPath', 'nfs', 'csi', 'iscsi', 'cephfs', 'fc', 'local'];

/** StatefulSets whose state goes with the pod. */
export const stateful: Check = ({ graph, artifacts }) =>
  objectsOf(graph, artifacts, 'StatefulSet')
    .filter(({ spec }) => {
      const volumes = items(at(spec.template, 'spec').volumes);
      const keeps = volumes.some((volume) => STABLE.some((kind) => volume[kind] !== undefined));
      return !keeps && items(spec.volumeClaimTemplates).length === 0;
    })
    .map(({ object, subject }) => finding('workload/no-stable-storage', { object }, subject));
