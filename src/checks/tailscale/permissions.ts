import { type Finding, finding } from '../../diagnostics/finding';
import { fields } from '../../kubernetes/manifest';
import type { Check, Subject } from '../check';
import { objectsOf } from '../objects-of';
import type { Pods } from '../pods';
import { capabilitiesOf, clientsOf, inUserSpace } from './clients';

/** An address that Tailscale gives to nodes: 100.64.0.0/10, alone and not as a network. */
const ADDRESS = /(?<![\d.])100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.\d{1,3}\.\d{1,3}(?![\d./])/;
/** Ways into the tunnel that need no interface: a program is told of a proxy. */
const PROXIES = ['TS_SOCKS5_SERVER', 'TS_OUTBOUND_HTTP_PROXY_LISTEN'];

/** Tunnels that the other containers of their pod cannot use. */
export const tailscale: Check = (subject) =>
  clientsOf(subject.graph, subject.artifacts).flatMap((client): Finding[] => {
    const { pods, name: container, container: fieldsOf, env } = client;
    const { object, subject: about } = pods;
    if (!inUserSpace(client)) {
      const may =
        capabilitiesOf(fieldsOf).includes('NET_ADMIN') || fields(fieldsOf.securityContext).privileged === true;
      return may ? [] : [finding('tailscale/no-net-admin', { object, container }, about)];
    }
    if (PROXIES.some((name) => env(name))) return [];
    const address = ADDRESS.exec(textOf(subject, pods))?.[0];
    return address ? [finding('tailscale/userspace', { object, container, address }, about)] : [];
  });

/** All that a pod is told, with the ConfigMaps of its namespace that it names. */
function textOf({ graph, artifacts }: Subject, { spec, namespace }: Pods): string {
  const own = JSON.stringify(spec);
  const told = objectsOf(graph, artifacts, 'ConfigMap').filter(
    (map) => map.namespace === namespace && own.includes(`"${map.manifest.metadata.name}"`),
  );
  return [own, ...told.flatMap(({ manifest }) => Object.values(fields(manifest.data)))].join('\n');
}
