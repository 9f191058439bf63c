import { type Finding, finding } from '../../diagnostics/finding';
import { containersOf } from '../../kubernetes/pods';
import { machines, wants } from '../../kubernetes/scheduling/nodes';
import type { Check } from '../check';
import { podsOf } from '../pods';

/** Images whose memory allocator is built for pages of 4 KiB: it aborts where the kernel's are larger, as on a Raspberry Pi 5 (16 KiB). */
const SMALL_PAGES = [
  { repository: /^docker\.io\/qdrant\/qdrant$/, source: 'https://github.com/qdrant/qdrant/issues/4298' },
];

/** Images that may land on a node whose kernel has larger pages than they are built for. */
export const pages: Check = ({ graph, artifacts }) => {
  const [cluster] = graph.clusters;
  const large = new Set(
    Object.entries(cluster?.nodes ?? {}).flatMap(([name, { pageSize = 4 }]) => (pageSize > 4 ? [name] : [])),
  );
  if (!cluster || large.size === 0) return [];
  const nodes = machines(cluster).filter(({ name }) => large.has(name));
  return podsOf(graph, artifacts).flatMap(({ object, spec, subject }): Finding[] => {
    const fits = wants(spec);
    const [node] = fits ? nodes.filter(fits) : nodes;
    if (!node) return [];
    const images = new Set(containersOf(spec).map(({ image }) => String(image)));
    return [...images].flatMap((image) => {
      const known = SMALL_PAGES.find(({ repository }) => repository.test(image.replace(/[:@].*$/, '')));
      const size = cluster.nodes[node.name]?.pageSize ?? 4;
      return known
        ? [finding('image/large-pages', { object, image, node: node.name, size, source: known.source }, subject)]
        : [];
    });
  });
};
