import type { Graph } from '../../graph/graph';
import type { Grant } from '../../model/privileges';
import type { Pods } from '../pods';

/** What a container of a pod asks for, and may have been granted. */
export interface Asked {
  readonly text: string;
  /** Its name; none: a device is mounted by the pod. */
  readonly container?: unknown;
  /** A capability; neither it nor a device: all of them. */
  readonly capability?: string;
  readonly device?: unknown;
}

/** The grant by which a container asks for something: none where an object was made by hand. */
export function grantOf({ workloads }: Graph, { namespace, labels }: Pods, asked: Asked): Grant | undefined {
  return workloads
    .filter(({ on, name }) => 'namespace' in on && on.namespace === namespace && labels.app === name)
    .flatMap(({ main, sidecars }) => [main, ...sidecars])
    .filter(({ name }) => asked.container === undefined || name === asked.container)
    .flatMap(({ grants }) => grants)
    .find(({ privileges }) => {
      if ('device' in privileges) return privileges.device === asked.device;
      if ('privileged' in privileges) return asked.capability === undefined && asked.device === undefined;
      return privileges.capabilities.some((capability) => capability === asked.capability);
    });
}
