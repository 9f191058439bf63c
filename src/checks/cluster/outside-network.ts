import { finding } from '../../diagnostics/finding';
import { within } from '../../model/network';
import type { Check } from '../check';

/** Addresses of nodes, and of the cluster, that lie outside the network in which they are said to be. */
export const addresses: Check = ({ graph }) =>
  graph.clusters.flatMap(({ name, network, address, nodes, at }) => {
    if (network === undefined) return [];
    const all = [
      { who: `cluster '${name}'`, address },
      ...Object.entries(nodes).map(([node, { address }]) => ({ who: `node '${node}'`, address })),
    ];
    return all.flatMap(({ who, address }) =>
      address === undefined || within(address, network)
        ? []
        : [finding('cluster/outside-network', { who, address, network }, { paths: [graph.environment], at })],
    );
  });
