import { at, type Fields, fields, items, type Manifest } from '../manifest';
import type { PodTemplate } from '../pods';
import { amount } from '../quantities';
import type { Room } from './nodes';

/** What one pod takes: its containers together, or an init container if that takes more (Kubernetes: Init Containers, Resource sharing). */
export function demandOf(spec: Fields): Room {
  const containers = items(spec.containers);
  const inits = items(spec.initContainers);
  const one = (resource: string, unit: number): number => {
    const stated = requested(spec, resource);
    if (stated !== undefined) return stated / unit;
    const asked = (container: Fields) => (requested(container, resource) ?? 0) / unit;
    // A sidecar runs beside whatever starts after it.
    let beside = 0;
    let starting = 0;
    for (const init of inits) {
      if (init.restartPolicy === 'Always') beside += asked(init);
      else starting = Math.max(starting, beside + asked(init));
    }
    return Math.max(
      starting,
      containers.reduce((sum, container) => sum + asked(container), beside),
    );
  };
  return { cpu: one('cpu', 1e-3), memory: one('memory', 2 ** 20), pods: 1 };
}

function requested({ resources }: Fields, resource: string): number | undefined {
  if (resources === undefined) return undefined;
  const { requests, limits } = fields(resources);
  return amount(fields(requests)[resource] ?? fields(limits)[resource]);
}

/** How many pods an object keeps running, where their number does not depend on the nodes. */
export function countOf(
  { manifest }: { readonly manifest: Manifest },
  autoscaled: ReadonlyMap<string, number>,
): number {
  const { kind, metadata } = manifest;
  const spec = fields(manifest.spec);
  const least = autoscaled.get(`${metadata.namespace ?? 'default'}/${kind}/${metadata.name}`);
  const stated = {
    Deployment: least ?? spec.replicas,
    StatefulSet: least ?? spec.replicas,
    ReplicaSet: least ?? spec.replicas,
    Job: spec.suspend === true ? 0 : spec.parallelism,
    CronJob: spec.suspend === true ? 0 : at(spec.jobTemplate, 'spec').parallelism,
  }[kind];
  return typeof stated === 'number' ? stated : 1;
}

/** Whether no two of these pods may share a node. */
export function standApart({ spec, labels }: PodTemplate): boolean {
  const required = items(at(spec.affinity, 'podAntiAffinity').requiredDuringSchedulingIgnoredDuringExecution);
  return required.some(({ topologyKey, labelSelector }) => {
    const wanted = Object.entries(at(labelSelector, 'matchLabels'));
    return topologyKey === 'kubernetes.io/hostname' && wanted.every(([key, value]) => labels[key] === value);
  });
}
