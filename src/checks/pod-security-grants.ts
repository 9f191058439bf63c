import type { Graph } from '../graph/graph';
import type { Grant } from '../model/privileges';
import type { Pods } from './pods';

/** What a container of a pod asks for, and may have been granted. */
export interface Asked {
  readonly text: string;
  readonly container: unknown;
  /** A capability; none: all of them. */
  readonly capability?: string;
}

/** The grant by which a container asks for something: none where an object was made by hand. */
export function grantOf({ workloads }: Graph, { namespace, labels }: Pods, asked: Asked): Grant | undefined {
  return workloads
    .filter(({ on, name }) => 'namespace' in on && on.namespace === namespace && labels.app === name)
    .flatMap(({ main, sidecars }) => [main, ...sidecars])
    .filter(({ name }) => name === asked.container)
    .flatMap(({ grants }) => grants)
    .find(({ privileges }) => {
      if ('privileged' in privileges) return asked.capability === undefined;
      return privileges.capabilities.some((capability) => capability === asked.capability);
    });
}
