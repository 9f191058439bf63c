import { type Finding, finding } from '../../diagnostics/finding';
import { at, fields, items } from '../../kubernetes/manifest';
import type { Check } from '../check';
import { podsOf } from '../pods';

const GRACE_SECONDS = 30;

/** Pods that are killed before they could end. */
export const grace: Check = ({ graph, artifacts }) =>
  podsOf(graph, artifacts).flatMap(({ object, spec, subject }): Finding[] => {
    const { terminationGracePeriodSeconds: seconds = GRACE_SECONDS } = spec;
    if (typeof seconds !== 'number') return [];
    const waits = items(spec.containers).flatMap((container) => {
      const { sleep, exec } = at(container.lifecycle, 'preStop');
      const waited = fields(sleep).seconds ?? slept(fields(exec).command);
      return typeof waited === 'number' ? [waited] : [];
    });
    const hook = Math.max(0, ...waits);
    return seconds > hook ? [] : [finding('workload/short-grace', { object, seconds, hook }, subject)];
  });

/** The seconds of `sleep 15`, however it is called. */
function slept(command: unknown): number | undefined {
  const [, seconds] = /(?:^|[\s/;])sleep (\d+)/.exec(Array.isArray(command) ? command.join(' ') : '') ?? [];
  return seconds === undefined ? undefined : Number(seconds);
}
