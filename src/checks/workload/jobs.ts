import { type Finding, finding } from '../../diagnostics/finding';
import type { Check } from '../check';
import { objectsOf } from '../objects-of';

const HOOK = 'argocd.argoproj.io/hook';

/** CronJobs that may run beside themselves, and Jobs that are made anew each time they have gone. */
export const jobs: Check = ({ graph, artifacts }) => [
  ...objectsOf(graph, artifacts, 'CronJob')
    .filter(({ spec }) => spec.concurrencyPolicy === undefined)
    .map(({ object, subject }) => finding('workload/cron-overlap', { object }, subject)),
  ...(graph.delivery.engine === 'plain' ? [] : objectsOf(graph, artifacts, 'Job')).flatMap(
    ({ object, spec, manifest, layer, subject }): Finding[] => {
      const { ttlSecondsAfterFinished: seconds } = spec;
      const isHook = manifest.metadata.annotations?.[HOOK] !== undefined;
      return typeof seconds !== 'number' || layer !== 'workload' || isHook
        ? []
        : [finding('workload/job-made-again', { object, seconds, engine: graph.delivery.engine }, subject)];
    },
  ),
];
