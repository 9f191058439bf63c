import { finding } from '../../diagnostics/finding';
import type { Check } from '../check';

const NODE_PORTS = [30000, 32767] as const;

/** One ledger a cluster: a node port or a host that is given twice, a node port that the cluster does not give. */
export const exposures: Check = ({ graph }) => {
  const [from, to] = graph.clusters[0]?.nodePorts ?? NODE_PORTS;
  const taken = new Map<string, string>();
  return graph.endpoints.flatMap(({ exposure, component, name, port, address, at }) => {
    if (exposure !== 'nodePort' && exposure !== 'ingress') return [];
    const second = `${graph.environment}/${component}/${name.replace(/-(node-port|ingress)$/, '')}`;
    const key = exposure === 'nodePort' ? String(port) : address;
    const first = taken.get(key);
    taken.set(key, second);
    const found = [];
    if (first && exposure === 'nodePort')
      found.push(finding('exposure/duplicate-node-port', { port, first, second }, { paths: [first, second], at }));
    if (first && exposure === 'ingress') {
      found.push(
        finding(
          'exposure/duplicate-host',
          { host: address.slice('https://'.length), first, second },
          { paths: [first, second], at },
        ),
      );
    }
    if (exposure === 'nodePort' && (port < from || port > to)) {
      found.push(finding('exposure/node-port-range', { port, endpoint: second, from, to }, { paths: [second], at }));
    }
    return found;
  });
};
