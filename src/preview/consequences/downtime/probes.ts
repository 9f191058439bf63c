import { fields, items } from '../../../kubernetes/manifest';
import type { Judge } from '../judge';
import { changedTemplates } from '../rolling';

const PROBES = [
  ['readinessProbe', 'it gets requests as soon as its process runs'],
  ['livenessProbe', 'if it hangs nobody restarts it'],
  ['startupProbe', 'its liveness probe counts from the first second, however long it starts'],
] as const;

/** Containers that are no longer asked how they are. */
export const probes: Judge = (subject) =>
  changedTemplates(subject).flatMap(({ says, was, maker }) => {
    const before = new Map(items(was.spec.containers).map((container) => [container.name, container]));
    return items(maker.spec.containers).flatMap((container) => {
      const old = fields(before.get(container.name));
      return PROBES.flatMap(([probe, then]) => {
        if (old[probe] === undefined || container[probe] !== undefined) return [];
        if (probe === 'startupProbe' && container.livenessProbe === undefined) return [];
        const params = { container: String(container.name), probe, then };
        return [says('downtime/probe-removed', params)];
      });
    });
  });
