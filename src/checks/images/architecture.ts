import { type Finding, finding } from '../../diagnostics/finding';
import type { Check } from '../check';
import { containersOf, podsOf } from '../pods';
import { machines, wants } from '../running/nodes';

/** Images that are not built for a node on which they may land. */
export const architecture: Check = ({ graph, artifacts }) => {
  const [cluster] = graph.clusters;
  if (!cluster) return [];
  const built = new Map(
    graph.workloads
      .flatMap(({ main, init }) => [main, ...init])
      .flatMap(({ image, platforms }) => (platforms.length > 0 ? [[image, platforms] as const] : [])),
  );
  if (built.size === 0) return [];
  const nodes = machines(cluster);
  return podsOf(graph, artifacts).flatMap(({ object, spec, subject }): Finding[] => {
    const images = new Set(containersOf(spec).map(({ image }) => String(image)));
    const limited = [...images].filter((image) => built.has(image));
    if (limited.length === 0) return [];
    const fits = wants(spec);
    const open = fits ? nodes.filter(fits) : nodes;
    return limited.flatMap((image) => {
      const platforms = built.get(image) ?? [];
      const foreign = open.filter(({ labels }) => !platforms.some((one) => one === labels['kubernetes.io/arch']));
      const [node] = foreign;
      if (!node) return [];
      const params = {
        object,
        image,
        platforms,
        node: node.name,
        architecture: `${node.labels['kubernetes.io/arch']}`,
      };
      return [finding('image/wrong-architecture', params, subject)];
    });
  });
};
