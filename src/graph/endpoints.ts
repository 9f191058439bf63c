import { sortBy } from '../base/sort';
import type { Where } from '../diagnostics/where';
import type { Component } from '../model/component';
import type { Endpoint } from '../model/endpoint';
import type { Exposure } from '../model/exposure';
import type { Declared } from './declared';
import type { EndpointNode } from './graph';

/** Every address of a stack. A service that is reached in two ways is two endpoints. */
export function endpointNodes(declared: Declared): EndpointNode[] {
  const { workloads, releases, operands, hostServices, components, clusters } = declared;
  const nodeAddress = clusters[0]?.props.address;
  const placed = workloads.filter((workload) => workload.on !== undefined);
  const nodes = [
    ...placed.flatMap(({ component, endpoints, at }) => endpoints.map((endpoint) => inside(component, endpoint, at))),
    ...[...releases, ...operands].flatMap(({ component, endpoints, at }) =>
      endpoints.map((endpoint) => inside(component, endpoint, at)),
    ),
    ...hostServices.map(({ component, endpoint, at }) => inside(component, endpoint, at)),
    ...components.flatMap((component) =>
      component.exposures.map((exposure) => outside(component, exposure, nodeAddress)),
    ),
    ...elsewhere(declared),
  ];
  return sortBy(nodes, (node) => `${node.component}\0${node.name}\0${node.address}`);
}

/** What is somebody else's and used here: of each component that connects to it, under the name by which connections lead there. */
function elsewhere({ namespaces, workloads, releases, operands, hostServices }: Declared): EndpointNode[] {
  const used = [...namespaces, ...workloads, ...releases, ...operands, ...hostServices].flatMap(
    ({ connections }) => connections,
  );
  const nodes = used
    .filter(({ to }) => to.reach === 'external')
    .map(({ from, to, at }): EndpointNode => {
      const { reference, protocol, host, port, transport, url } = to;
      const address = url.replace(/^([^/]+:\/\/[^/]+).*$/, '$1'); // the door itself: paths behind it differ from one user to the next
      const place = { namespace: null, host, port, protocol, transport, address };
      return { component: from.name, name: reference, ...place, exposure: 'external', at };
    });
  const first = new Map(
    nodes.map((node) => [`${node.component} ${node.name} ${node.address}`, node] as const).reverse(),
  );
  return [...first.values()];
}

function inside(component: Component, endpoint: Endpoint, at: Where): EndpointNode {
  const { name, host, port, protocol, transport, reach, url, target } = endpoint;
  return {
    component: component.name,
    name,
    namespace: target && 'pods' in target ? target.pods.namespace.name : namespaceOf(host),
    host,
    port,
    protocol,
    transport,
    exposure: reach,
    address: url,
    at,
  };
}

function outside(
  component: Component,
  { endpoint, way, at }: Exposure,
  nodeAddress = 'node-address.invalid',
): EndpointNode {
  const { protocol, transport, name } = endpoint;
  const scheme = endpoint.url.slice(0, endpoint.url.indexOf('://'));
  const common = { component: component.name, namespace: namespaceOf(endpoint.host), protocol, transport, at };
  if ('ingress' in way) {
    const address = `https://${way.ingress}${way.path ?? ''}`;
    return { ...common, name: `${name}-ingress`, host: way.ingress, port: 443, exposure: 'ingress', address };
  }
  if ('nodePort' in way) {
    const address = `${scheme}://${nodeAddress}:${way.nodePort}`;
    return {
      ...common,
      name: `${name}-node-port`,
      host: nodeAddress,
      port: way.nodePort,
      exposure: 'nodePort',
      address,
    };
  }
  const port = way.port ?? endpoint.port;
  const address = `${scheme}://${way.loadBalancer}:${port}`;
  return { ...common, name: `${name}-load-balancer`, host: way.loadBalancer, port, exposure: 'loadBalancer', address };
}

/** `litellm.self-hosted-ai.svc.cluster.local` → `self-hosted-ai`; no namespace where the host is no Service. */
function namespaceOf(host: string): string | null {
  return host.endsWith('.svc.cluster.local') ? (host.split('.')[1] ?? null) : null;
}
