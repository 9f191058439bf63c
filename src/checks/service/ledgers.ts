import { type Finding, finding } from '../../diagnostics/finding';
import { at, fields, items } from '../../kubernetes/manifest';
import { containersOf } from '../../kubernetes/pods';
import type { Check, Subject } from '../check';
import { type Found, objectsOf } from '../objects-of';
import { podsOf } from '../pods';

interface Entry extends Pick<Found, 'object' | 'subject'> {
  /** What only one may have. */
  readonly key: string;
}

/** One ledger for each thing that only one object of a cluster can have: addresses, ports of nodes, hosts with a path. */
export const ledgers: Check = (subject) => [
  ...twice(clusterIps(subject), ({ object, subject: about, key }, first) =>
    finding('service/address-taken', { object, first, address: key }, about),
  ),
  ...twice(balancers(subject), ({ object, subject: about, key }, first) =>
    finding('service/address-taken', { object, first, address: key }, about),
  ),
  ...twice(hostPorts(subject), ({ object, subject: about, key }, first) =>
    finding('port/taken-on-node', { object, first, port: key }, about),
  ),
  ...twice(hosts(subject), ({ object, subject: about, key }, first) =>
    finding('exposure/host-taken', { object, first, host: key }, about),
  ),
];

function twice(entries: readonly Entry[], said: (entry: Entry, first: string) => Finding): Finding[] {
  const first = new Map<string, string>();
  return entries.flatMap((entry) => {
    const owner = first.get(entry.key);
    first.set(entry.key, owner ?? entry.object);
    return owner === undefined || owner === entry.object ? [] : [said(entry, owner)];
  });
}

function clusterIps({ graph, artifacts }: Subject): Entry[] {
  return objectsOf(graph, artifacts, 'Service').flatMap(({ object, subject, spec }) =>
    typeof spec.clusterIP === 'string' && /^[\da-f.:]+$/i.test(spec.clusterIP)
      ? [{ object, subject, key: spec.clusterIP }]
      : [],
  );
}

/** Annotations by which load balancers are asked for addresses. */
const ASKED = [
  'metallb.io/loadBalancerIPs',
  'metallb.universe.tf/loadBalancerIPs',
  'lbipam.cilium.io/ips',
  'io.cilium/lb-ipam-ips',
  'kube-vip.io/loadbalancerIPs',
];

function balancers({ graph, artifacts }: Subject): Entry[] {
  return objectsOf(graph, artifacts, 'Service')
    .filter(({ spec }) => spec.type === 'LoadBalancer')
    .flatMap(({ object, subject, spec, manifest }) => {
      const annotations = fields(manifest.metadata.annotations);
      const said = [spec.loadBalancerIP, ...ASKED.map((key) => annotations[key])];
      const addresses = said.flatMap((one) => (typeof one === 'string' ? one.split(',') : []));
      const own = new Set(addresses.map((one) => one.trim()).filter((one) => /^[\da-f.:]+$/i.test(one)));
      return [...own].flatMap((address) =>
        items(spec.ports).map(({ port, protocol = 'TCP' }) => ({
          object,
          subject,
          key: `${address}:${port}/${protocol}`,
        })),
      );
    });
}

/** Pods that are on every node, and those that are bound to one. */
function hostPorts({ graph, artifacts }: Subject): Entry[] {
  return podsOf(graph, artifacts).flatMap(({ object, subject, manifest, spec }) => {
    const node = spec.nodeName ?? fields(spec.nodeSelector)['kubernetes.io/hostname'];
    const isBound = at(spec, 'nodeSelector') !== undefined && Object.keys(fields(spec.nodeSelector)).length > 0;
    const place = typeof node === 'string' ? node : manifest.kind === 'DaemonSet' && !isBound ? 'each node' : undefined;
    if (place === undefined || spec.affinity !== undefined) return [];
    return containersOf(spec)
      .flatMap(({ ports }) => items(ports))
      .flatMap(
        ({ containerPort, hostPort = spec.hostNetwork === true ? containerPort : undefined, protocol = 'TCP' }) =>
          typeof hostPort === 'number' && hostPort > 0
            ? [{ object, subject, key: `${hostPort}/${protocol} of ${place}` }]
            : [],
      );
  });
}

/** Hosts with a path of Ingresses. Two of one class, or of none, stand in each other's way. */
function hosts({ graph, artifacts }: Subject): Entry[] {
  return objectsOf(graph, artifacts, 'Ingress')
    .filter(({ manifest }) => fields(manifest.metadata.annotations)['nginx.ingress.kubernetes.io/canary'] !== 'true')
    .flatMap(({ object, subject, spec }) =>
      items(spec.rules).flatMap(({ host, http }) =>
        typeof host === 'string'
          ? items(fields(http).paths).map(({ path = '/' }) => ({
              ...{ object, subject },
              key: `${host}${path}${spec.ingressClassName === undefined ? '' : ` of class '${spec.ingressClassName}'`}`,
            }))
          : [],
      ),
    );
}
