import { isWithin } from '../../../kubernetes/forms';
import type { Manifest } from '../../../kubernetes/manifest';
import { fields, items } from '../../../kubernetes/manifest';
import { type Consequence, consequence } from '../consequence';
import { type Judge, made, patched } from '../judge';

/** Services that open to the outside. */
export const services: Judge = (subject) => [
  ...made(subject, '/Service').flatMap(({ object, name, manifest }) => judge(object, name, undefined, manifest)),
  ...patched(subject, '/Service').flatMap(({ object, name, before, after }) => judge(object, name, before, after)),
];

type About = Parameters<typeof consequence>[2]['about'][number];

function judge(object: About, name: string, before: Manifest | undefined, after: Manifest): Consequence[] {
  const [old, now] = [before ? outside(before) : undefined, outside(after)];
  const about = { about: [object] };
  const opened = now.ports.filter((port) => !old?.ports.includes(port));
  if (opened.length > 0 && !now.hasAddress)
    return [consequence('access/node-port', { object: name, ports: opened }, about)];
  if (opened.length > 0) return [consequence('access/load-balancer', { object: name, ports: opened }, about)];
  const isWider =
    old &&
    now.type === 'LoadBalancer' &&
    !now.ranges.every((range) => old.ranges.some((one) => one === range || isWithin(range, one)));
  return isWider
    ? [
        consequence(
          'access/source-ranges',
          { object: name, before: old.ranges.join(', '), after: now.ranges.join(', ') },
          about,
        ),
      ]
    : [];
}

const ANYBODY = '0.0.0.0/0';

function outside({ spec }: Manifest) {
  const { type = 'ClusterIP', ports, externalIPs, loadBalancerSourceRanges } = fields(spec);
  const hasAddress = type === 'LoadBalancer' || (Array.isArray(externalIPs) && externalIPs.length > 0);
  const open = type === 'NodePort' || hasAddress ? items(ports) : [];
  return {
    type,
    hasAddress,
    ports: open.map(({ port, nodePort }) =>
      hasAddress ? `port ${port}` : nodePort === undefined ? `a port for ${port}` : `port ${nodePort}`,
    ),
    ranges:
      Array.isArray(loadBalancerSourceRanges) && loadBalancerSourceRanges.length > 0
        ? loadBalancerSourceRanges.map(String)
        : [ANYBODY],
  };
}
