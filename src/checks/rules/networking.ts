import { parse } from 'ipaddr.js';
import {
  address,
  isAddress,
  isWithin,
  label,
  network,
  nonEmpty,
  orEmpty,
  portName,
  portNumber,
  subdomain,
  text,
} from '../../kubernetes/forms';
import { pair, string } from './containers';
import { labels, selector } from './metadata';
import type { Place } from './place';

/** What the cluster states of its networks, as far as Services depend on it. */
export interface Networks {
  /** @default - not known */
  readonly serviceCidr?: string;
  readonly nodePorts: readonly [number, number];
}

export function service(spec: Place, networks: Networks | undefined): void {
  const type = spec.at('type').value ?? 'ClusterIP';
  const isName = type === 'ExternalName';
  const isOpen = type === 'NodePort' || type === 'LoadBalancer';
  labels(spec.at('selector'));
  const ports = spec.at('ports');
  const fixed = spec.at('clusterIP');
  if (!isName && fixed.value !== 'None' && ports.each().length === 0) ports.wrong('one port at least');
  for (const port of ports.each()) servicePort(port, ports.each().length > 1, isOpen ? networks : undefined);
  ports.unique((port) => string(port.at('name')), 'name');
  ports.unique((port) => pair(port, 'port'), 'port');
  if (isName) spec.at('externalName').needs(nonEmpty, subdomain);
  clusterAddress(fixed, isName, networks);
  if (isOpen && fixed.value === 'None') fixed.wrong('an address, for a port on every node leads to it');
  for (const own of spec.at('externalIPs').each()) own.must(address, reachable);
  for (const family of spec.at('ipFamilies').each())
    if (isName || (family.value === 'IPv6' && networks?.serviceCidr && !networks.serviceCidr.includes(':')))
      family.wrong('a family of the service network');
  // Kubernetes takes space around them.
  for (const range of spec.at('loadBalancerSourceRanges').each())
    range.must(text(network.expected, (value) => network.test(value.trim())));
  if (spec.at('loadBalancerSourceRanges').exists && type !== 'LoadBalancer')
    spec.at('loadBalancerSourceRanges').wrong('nothing, or the type LoadBalancer');
  if (spec.at('externalTrafficPolicy').exists && !isOpen && spec.at('externalIPs').each().length === 0)
    spec.at('externalTrafficPolicy').wrong('nothing, or the type NodePort or LoadBalancer');
}

function servicePort(port: Place, isOneOfMany: boolean, networks: Networks | undefined): void {
  port.at('port').must(portNumber);
  port.at('targetPort').must(portNumber);
  port.at('targetPort').must(orEmpty(portName));
  const name = port.at('name');
  if (isOneOfMany) name.needs(nonEmpty, label);
  else name.must(orEmpty(label));
  const open = port.at('nodePort');
  if (!open.exists || open.value === 0) return;
  const [from, to] = networks?.nodePorts ?? [1, 0];
  if (!networks) open.wrong('nothing, or the type NodePort or LoadBalancer');
  else if (typeof open.value === 'number' && (open.value < from || open.value > to))
    open.wrong(`from ${from} to ${to}`);
}

function clusterAddress(place: Place, isName: boolean, networks: Networks | undefined): void {
  const fixed = string(place);
  if (!fixed) return;
  if (isName) place.wrong('nothing beside ExternalName');
  else if (fixed !== 'None' && !isAddress(fixed)) place.wrong("an IP address or 'None'");
  else if (fixed !== 'None' && networks?.serviceCidr && !isWithin(`${fixed}/32`, networks.serviceCidr))
    place.wrong(`an address of the service network, ${networks.serviceCidr}`);
}

const reachable = text(
  'an address of a host, no loopback, link-local, multicast or unspecified one',
  (value) => !isAddress(value) || !['loopback', 'linkLocal', 'multicast', 'unspecified'].includes(parse(value).range()),
);

export function endpointSlice(place: Place): void {
  const type = place.at('addressType').value;
  for (const endpoint of place.at('endpoints').each()) {
    const all = endpoint.at('addresses');
    if (all.each().length === 0) all.wrong('one address at least');
    for (const own of all.each()) {
      if (type === 'FQDN') own.must(subdomain);
      else
        own.must(
          address,
          text(`an ${type} address`, (value) => familyOf(value) === type),
          reachable,
        );
    }
  }
  const ports = place.at('ports');
  ports.unique((port) => String(port.at('name').value ?? ''), 'name');
  for (const port of ports.each()) {
    port.at('name').must(orEmpty(label));
    port.at('port').must(portNumber);
  }
}

function familyOf(value: string): string {
  return isAddress(value) && parse(value).kind() === 'ipv6' ? 'IPv6' : 'IPv4';
}

export function networkPolicy(spec: Place): void {
  selector(spec.at('podSelector'));
  for (const [direction, peers] of [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const) {
    for (const rule of spec.at(direction).each()) {
      for (const port of rule.at('ports').each()) policyPort(port);
      for (const peer of rule.at(peers).each()) policyPeer(peer);
    }
  }
  const types = spec.at('policyTypes');
  if (types.each().length > 2) types.wrong('Ingress, Egress or both');
}

function policyPort(place: Place): void {
  const [port, end] = [place.at('port'), place.at('endPort')];
  port.must(portNumber);
  port.must(portName);
  end.must(portNumber);
  if (!end.exists) return;
  if (typeof port.value !== 'number') end.wrong('nothing, or a number as the port');
  else if (typeof end.value === 'number' && end.value < port.value) end.wrong(`the port, ${port.value}, or more`);
}

function policyPeer(place: Place): void {
  const pods = place.having(['podSelector', 'namespaceSelector']);
  const block = place.at('ipBlock');
  if (pods.length === 0 && !block.exists) place.wrong('podSelector, namespaceSelector or ipBlock');
  if (pods.length > 0 && block.exists) place.wrong(`ipBlock or ${pods.join(' and ')}, not both`);
  for (const kind of pods) selector(place.at(kind));
  const cidr = block.at('cidr');
  cidr.must(network);
  for (const except of block.at('except').each()) {
    except.must(network);
    const [inner, outer] = [string(except), string(cidr)];
    if (inner && outer && !isWithin(inner, outer)) except.wrong(`a part of ${outer}`);
  }
}
