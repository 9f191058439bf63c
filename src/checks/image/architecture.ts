import { type Finding, finding } from '../../diagnostics/finding';
import { containersOf } from '../../kubernetes/pods';
import { machines, wants } from '../../kubernetes/scheduling/nodes';
import type { Check } from '../check';
import { podsOf } from '../pods';

/** Images that are not built for a node on which they may land, or of which nobody says what they are built for where that is no matter of course. */
export const architecture: Check = ({ graph, artifacts }) => {
  const [cluster] = graph.clusters;
  if (!cluster) return [];
  const built = new Map(
    graph.workloads
      .flatMap(({ main, init, sidecars }) => [main, ...init, ...sidecars])
      .map(({ image, platforms }) => [image, platforms] as const),
  );
  const nodes = machines(cluster);
  const architectures = new Set(nodes.map(({ labels }) => String(labels['kubernetes.io/arch'])));
  return podsOf(graph, artifacts).flatMap(({ object, spec, subject }): Finding[] => {
    const fits = wants(spec);
    const open = fits ? nodes.filter(fits) : nodes;
    const images = new Set(containersOf(spec).map(({ image }) => String(image)));
    return [...images].flatMap((image) => {
      const platforms = built.get(image);
      if (platforms === undefined) return [];
      if (platforms.length === 0) {
        return architectures.has('arm64') ? [finding('image/unstated-architecture', { object, image }, subject)] : [];
      }
      const node = open.find(({ labels }) => !platforms.some((one) => one === labels['kubernetes.io/arch']));
      if (!node) return [];
      const architecture = String(node.labels['kubernetes.io/arch']);
      return [
        finding('image/wrong-architecture', { object, image, platforms, node: node.name, architecture }, subject),
      ];
    });
  });
};
