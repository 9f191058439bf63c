import { type Fields, fields } from '../../kubernetes/manifest';
import type { Place } from './place';

/** What a server fills in, in any object. */
const FILLED = new Set([
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
]);

/** Written by programs as they go. The first one holds the object as it was last applied, secrets and all. */
const NOTED = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deprecated.daemonset.template.generation',
  'pv.kubernetes.io/bind-completed',
  'pv.kubernetes.io/bound-by-controller',
  'volume.beta.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/selected-node',
]);

/** The claim that a StatefulSet keeps of a template is a whole object. */
const OF_CLAIM = new Set(['apiVersion', 'kind', 'status']);

export function withoutServersPart(value: Fields, { kind, path }: Place): Fields {
  const name = path.at(-1);
  if (name === 'volumeClaimTemplates' && kind === 'StatefulSet')
    return Object.fromEntries(Object.entries(value).filter(([key]) => !OF_CLAIM.has(key)));
  if (name !== 'metadata') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !FILLED.has(key))
      .map(([key, one]) => (key === 'annotations' ? [key, without(fields(one))] : [key, one])),
  );
}

function without(annotations: Fields): Fields {
  return Object.fromEntries(Object.entries(annotations).filter(([key]) => !NOTED.has(key)));
}
