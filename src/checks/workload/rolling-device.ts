import { type Finding, finding } from '../../diagnostics/finding';
import { overlaps } from '../../kubernetes/claims';
import { at, type Fields, fields } from '../../kubernetes/manifest';
import { containersOf } from '../../kubernetes/pods';
import type { Check } from '../check';
import { objectsOf } from '../objects-of';

const GPU = /(^|\.)(nvidia|amd|intel)\.com\/(gpu|mig-|i915|xe)|^gpu\.intel\.com\//;

/** Deployments that start a new pod beside the old one, with a GPU that a cluster at home has no second of. */
export const rolling: Check = ({ graph, artifacts }) =>
  graph.clusters.length === 0
    ? []
    : objectsOf(graph, artifacts, 'Deployment').flatMap(({ object, spec, subject }): Finding[] => {
        const device = deviceOf(at(spec.template, 'spec'));
        const strategy = fields(spec.strategy);
        const { maxUnavailable } = fields(strategy.rollingUpdate);
        const { replicas = 1 } = spec;
        // A quarter of three, the default, is none.
        const isStuck = maxUnavailable === undefined ? Number(replicas) < 4 : /^0%?$/.test(String(maxUnavailable));
        if (device === undefined || replicas === 0 || !isStuck || !overlaps(strategy)) return [];
        return [finding('workload/rolling-device', { object, device }, subject)];
      });

function deviceOf(pod: Fields): string | undefined {
  return containersOf(pod)
    .flatMap(({ resources }) => Object.keys(at(resources, 'limits')))
    .find((resource) => GPU.test(resource));
}
