import { finding } from '../../diagnostics/finding';
import { machines, wantedText } from '../../kubernetes/scheduling/nodes';
import { roomText, sum, times, unplaced } from '../../kubernetes/scheduling/packing';
import { autoscaledBy, placing, withoutLargest } from '../../kubernetes/scheduling/placing';
import type { Check } from '../check';
import { objectsOf } from '../objects-of';
import { podsOf } from '../pods';

/** Whether all pods find room on the nodes that are stated, also with the largest of them lost. */
export const capacity: Check = ({ graph, artifacts }) => {
  const { clusters, environment, releases } = graph;
  const [cluster, another] = clusters;
  if (!cluster || another) return [];
  const nodes = machines(cluster);
  const scalers = objectsOf(graph, artifacts, 'HorizontalPodAutoscaler').map(({ manifest }) => manifest);
  // Those that run when somebody asks take nothing until then.
  const onDemand = new Set(
    objectsOf(graph, artifacts, 'Job').flatMap(({ layer, manifest }) => (layer === 'onDemand' ? [manifest] : [])),
  );
  const pods = podsOf(graph, artifacts).filter(({ manifest }) => !onDemand.has(manifest));
  const { loads, homeless, tooLarge } = placing(pods, nodes, autoscaledBy(scalers), ({ object }) => object);
  const findings = [
    ...homeless.map(({ object, spec, subject }) =>
      finding('placement/no-node', { object, wanted: wantedText(spec) }, subject),
    ),
    ...tooLarge.map(({ pods: { object, subject }, room, largest }) =>
      finding('capacity/too-large', { object, wants: roomText(room), largest: roomText(largest) }, subject),
    ),
  ];
  const place = { paths: [`${environment}/${cluster.name}`], at: cluster.at };
  const unknown = releases.length > 0 ? `; what ${releases.length} releases request comes on top` : '';
  const left = unplaced(loads, nodes);
  if (left.length > 0) {
    const wanted = sum(loads.map(({ room, count }) => times(room, count === 'each' ? nodes.length : count)));
    const params = { wants: roomText(wanted), have: roomText(sum(nodes.map(({ room }) => room))), left, unknown };
    return [...findings, finding('capacity/does-not-fit', params, place)];
  }
  const lost = withoutLargest(loads, nodes);
  return lost && lost.left.length > 0
    ? [...findings, finding('capacity/node-lost', { ...lost, unknown }, place)]
    : findings;
};
