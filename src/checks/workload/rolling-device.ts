import { type Finding, finding } from '../../diagnostics/finding';
import { overlaps } from '../../kubernetes/claims';
import { at, type Fields, fields, items } from '../../kubernetes/manifest';
import { containersOf } from '../../kubernetes/pods';
import type { Check } from '../check';
import { objectsOf } from '../objects-of';

const GPU = /(^|\.)(nvidia|amd|intel)\.com\/(gpu|mig-|i915|xe)|^gpu\.intel\.com\//;

/** Deployments that start a new pod beside the old one, with a GPU or a port of a node of which there is no second. */
export const rolling: Check = ({ graph, artifacts }) =>
  objectsOf(graph, artifacts, 'Deployment').flatMap(({ object, spec, subject }): Finding[] => {
    const pod = at(spec.template, 'spec');
    const device = graph.clusters.length === 0 ? undefined : deviceOf(pod);
    const strategy = fields(spec.strategy);
    const { maxUnavailable } = fields(strategy.rollingUpdate);
    const { replicas = 1 } = spec;
    // A quarter of three, the default, is none.
    const isStuck = maxUnavailable === undefined ? Number(replicas) < 4 : /^0%?$/.test(String(maxUnavailable));
    const nodes = graph.clusters.flatMap((cluster) => Object.keys(cluster.nodes)).length;
    const isFull = nodes > 0 && nodes <= Number(replicas);
    const port = isFull || isPinned(pod) ? hostPortOf(pod) : undefined;
    if (replicas === 0 || !isStuck || !overlaps(strategy)) return [];
    return [
      ...(device === undefined ? [] : [finding('workload/rolling-device', { object, device }, subject)]),
      ...(port === undefined ? [] : [finding('workload/rolling-port', { object, port: String(port) }, subject)]),
    ];
  });

/** Whether there is one node only on which it may run. */
function isPinned({ nodeName, nodeSelector }: Fields): boolean {
  return nodeName !== undefined || fields(nodeSelector)['kubernetes.io/hostname'] !== undefined;
}

function hostPortOf(pod: Fields): unknown {
  return containersOf(pod)
    .flatMap(({ ports }) => items(ports))
    .map(({ hostPort, containerPort }) => hostPort ?? (pod.hostNetwork === true ? containerPort : undefined))
    .find((port) => port !== undefined);
}

function deviceOf(pod: Fields): string | undefined {
  return containersOf(pod)
    .flatMap(({ resources }) => Object.keys(at(resources, 'limits')))
    .find((resource) => GPU.test(resource));
}
