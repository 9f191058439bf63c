import { type Finding, finding } from '../../diagnostics/finding';
import type { Check, Subject } from '../check';
import { objectsOf } from '../objects-of';
import { fields, podsOf } from '../pods';
import { countOf, demandOf, standApart } from './demand';
import { type Machine, machines, wantedText, wants } from './nodes';
import { type Load, roomText, sum, times, unplaced } from './packing';

/** Whether all pods find room on the nodes that are stated, also with the largest of them lost. */
export const capacity: Check = (subject) => {
  const { clusters, environment, releases } = subject.graph;
  const [cluster, another] = clusters;
  if (!cluster || another) return [];
  const nodes = machines(cluster);
  const { findings, loads } = loadsOf(subject, nodes);
  const place = { paths: [`${environment}/${cluster.name}`], at: cluster.at };
  const unknown = releases.length > 0 ? `; what ${releases.length} releases request comes on top` : '';
  const left = unplaced(loads, nodes);
  if (left.length > 0) {
    const wanted = sum(loads.map(({ room, count }) => times(room, count === 'each' ? nodes.length : count)));
    const params = { wants: roomText(wanted), have: roomText(sum(nodes.map(({ room }) => room))), left, unknown };
    return [...findings, finding('capacity/does-not-fit', params, place)];
  }
  const [largest, ...rest] = nodes;
  if (!largest || rest.length === 0) return findings;
  const movable = loads.filter(({ bound }) => bound !== largest.name);
  const lost = unplaced(movable, rest);
  return lost.length > 0
    ? [...findings, finding('capacity/node-lost', { node: largest.name, left: lost, unknown }, place)]
    : findings;
};

interface BoundLoad extends Load {
  /** The only node that its pods may run on. */
  readonly bound: string | undefined;
}

/** What has to be placed. Pods that no node could take, and those that run when somebody asks, are left out. */
function loadsOf({ graph, artifacts }: Subject, nodes: readonly Machine[]) {
  const findings: Finding[] = [];
  const loads: BoundLoad[] = [];
  const autoscaled = new Map(
    objectsOf(graph, artifacts, 'HorizontalPodAutoscaler').map(({ namespace, spec }) => {
      const { kind, name } = fields(spec.scaleTargetRef);
      return [`${namespace}/${kind}/${name}`, Number(spec.minReplicas ?? 1)];
    }),
  );
  const onDemand = new Set(
    objectsOf(graph, artifacts, 'Job').flatMap(({ layer, manifest }) => (layer === 'onDemand' ? [manifest] : [])),
  );
  for (const pods of podsOf(graph, artifacts)) {
    const { object, manifest, spec, subject } = pods;
    if (onDemand.has(manifest)) continue;
    const fits = wants(spec);
    const open = fits ? nodes.filter(fits) : nodes;
    const room = demandOf(spec);
    const [largest] = open;
    if (!largest) findings.push(finding('placement/no-node', { object, wanted: wantedText(spec) }, subject));
    else if (!open.some((node) => node.room.cpu >= room.cpu && node.room.memory >= room.memory)) {
      const params = { object, wants: roomText(room), largest: roomText(largest.room) };
      findings.push(finding('capacity/too-large', params, subject));
    } else {
      const count = manifest.kind === 'DaemonSet' ? 'each' : countOf(pods, autoscaled);
      const bound = open.length === 1 ? largest.name : undefined;
      loads.push({ object, room, count, apart: standApart(pods), fits, bound });
    }
  }
  return { findings, loads };
}
