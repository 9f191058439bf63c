import { type IPv4, parseCIDR } from 'ipaddr.js';
import { finding } from '../../diagnostics/finding';
import type { Check } from '../check';

/** Address ranges that cannot be told apart, and policies that nobody enforces. */
export const networks: Check = ({ graph }) => {
  const denied = graph.namespaces.filter((namespace) => namespace.denied).map(({ name }) => name);
  return graph.clusters.flatMap(({ name, serviceCidr, podCidr, address, networkPolicy, at }) => {
    const paths = [`${graph.environment}/${name}`];
    const ranges: [string, string][] = [
      [`service network ${serviceCidr}`, serviceCidr],
      [`pod network ${podCidr}`, podCidr],
      [`node address ${address}`, `${address}/32`],
    ];
    const found = ranges.flatMap(([first, a], i) =>
      ranges
        .slice(i + 1)
        .flatMap(([second, b]) =>
          overlap(a, b) ? [finding('network/overlap', { first, second }, { paths, at })] : [],
        ),
    );
    if (networkPolicy === 'none' && denied.length > 0)
      found.push(finding('network/no-enforcement', { cluster: name, namespaces: denied }, { paths, at }));
    return found;
  });
};

function overlap(a: string, b: string): boolean {
  const [first, firstPrefix] = parseCIDR(a) as [IPv4, number];
  const [second, secondPrefix] = parseCIDR(b) as [IPv4, number];
  return first.match(second, Math.min(firstPrefix, secondPrefix));
}
