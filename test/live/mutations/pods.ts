import { at, type Fields, type Json, type Path } from './sites';

const TEMPLATE: Readonly<Record<string, Path>> = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  Pod: [],
};

/** Where the pod stands in an object that makes pods. */
export function templatePath(object: Fields): Path | undefined {
  return TEMPLATE[String(object.kind)];
}

/** Paths of all containers of an object that makes pods. */
export function containerPaths(object: Fields): Path[] {
  const template = templatePath(object);
  if (!template) return [];
  return ['initContainers', 'containers'].flatMap((list) => {
    const path = [...template, 'spec', list];
    const containers = at(object, path);
    return Array.isArray(containers) ? containers.map((_, i) => [...path, i]) : [];
  });
}

/** The Pod that an object's controller would make, for those who judge pods only. */
export function podOf(object: Fields): Fields | undefined {
  const path = templatePath(object);
  const template = path && path.length > 0 ? at(object, path) : undefined;
  if (template === undefined || template === null || typeof template !== 'object' || Array.isArray(template))
    return undefined;
  const { metadata = {}, spec = {} } = template as { metadata?: Fields; spec?: Fields };
  if (typeof spec !== 'object' || Array.isArray(spec)) return undefined;
  const { name = 'pod', namespace } = object.metadata as { name?: Json; namespace?: Json };
  const claims = at(object, ['spec', 'volumeClaimTemplates']);
  const claimed = (Array.isArray(claims) ? claims : []).map((claim) => {
    const volume = at(claim as Json, ['metadata', 'name']) ?? '';
    return { name: volume, persistentVolumeClaim: { claimName: `${volume}-${name}-0` } };
  });
  const volumes = Array.isArray(spec.volumes) ? spec.volumes : [];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata, name, ...(namespace !== undefined && { namespace }) },
    spec: { ...spec, ...(volumes.length + claimed.length > 0 && { volumes: [...volumes, ...claimed] }) },
  };
}
