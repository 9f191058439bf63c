import { parse, parseCIDR } from 'ipaddr.js';

/** Whether an address lies in a network; one of IPv4 never does in one of IPv6. */
export function within(address: string, network: string): boolean {
  const one = parse(address);
  const [first, prefix] = parseCIDR(network);
  return one.kind() === first.kind() && one.match(first, prefix);
}
