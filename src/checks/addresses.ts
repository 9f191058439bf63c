import { parse, parseCIDR } from 'ipaddr.js';
import { finding } from '../diagnostics/finding';
import type { Check } from './check';

/** Addresses of nodes, and of the cluster, that lie outside the network in which they are said to be. */
export const addresses: Check = ({ graph }) =>
  graph.clusters.flatMap(({ name, network, address, nodes, at }) => {
    if (network === undefined) return [];
    const all = [
      { who: `cluster '${name}'`, address },
      ...Object.entries(nodes).map(([node, { address }]) => ({ who: `node '${node}'`, address })),
    ];
    return all.flatMap(({ who, address }) =>
      address === undefined || parse(address).match(parseCIDR(network))
        ? []
        : [finding('cluster/outside-network', { who, address, network }, { paths: [graph.environment], at })],
    );
  });
