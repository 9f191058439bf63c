import { finding } from '../../diagnostics/finding';
import { within } from '../../model/network';
import type { Check } from '../check';

/** A machine outside that is used from this cluster, and whose packet filter does not let the cluster in. Pods reach it under a node's address. */
export const admission: Check = ({ graph }) =>
  graph.clusters.flatMap(({ address }) =>
    graph.connections.flatMap(({ pods, target, from, to, at }) => {
      if (!pods || !target || !('admits' in target) || !target.admits) return [];
      const admits = target.admits;
      if (admits.some((network) => within(address, network))) return [];
      return [finding('endpoint/not-admitted', { from, to, address, admits }, { paths: [from, to], at })];
    }),
  );
