import { type Finding, finding } from '../../diagnostics/finding';
import { at, type Fields, fields, items } from '../../kubernetes/manifest';
import type { Check } from '../check';
import { objectsOf } from '../objects-of';

const HOST = 'kubernetes.io/hostname';

/** Replicas that nothing keeps off one node, in a cluster that has several. */
export const spread: Check = ({ graph, artifacts }) => {
  const nodes = Object.keys(graph.clusters[0]?.nodes ?? {}).length;
  if (nodes < 2) return [];
  return objectsOf(graph, artifacts, 'Deployment', 'StatefulSet').flatMap(({ object, spec, subject }): Finding[] => {
    const { replicas } = spec;
    const pod = at(spec.template, 'spec');
    if (typeof replicas !== 'number' || replicas < 2 || isSpread(pod)) return [];
    return [finding('workload/one-node', { object, replicas, nodes }, subject)];
  });
};

function isSpread({ topologySpreadConstraints, affinity, nodeName, nodeSelector }: Fields): boolean {
  if (nodeName !== undefined || fields(nodeSelector)[HOST] !== undefined) return false;
  const apart = Object.values(at(affinity, 'podAntiAffinity')).flatMap((terms) => items(terms));
  return items(topologySpreadConstraints).length > 0 || apart.length > 0;
}
