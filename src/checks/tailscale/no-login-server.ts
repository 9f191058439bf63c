import { type Finding, finding } from '../../diagnostics/finding';
import type { ConnectionNode, EndpointNode } from '../../graph/graph';
import { fields, items } from '../../kubernetes/manifest';
import { selects } from '../../kubernetes/selectors';
import type { Check, Subject } from '../check';
import { objectsOf } from '../objects-of';
import type { Pods } from '../pods';
import { clientsOf } from './clients';

/** Where `--login-server` leads, as far as this cluster knows. */
export const signIn: Check = (subject) =>
  clientsOf(subject.graph, subject.artifacts).flatMap(({ pods, env }): Finding[] => {
    const url = /--login-server[= ](\S+)/.exec(env('TS_EXTRA_ARGS') ?? '')?.[1];
    if (url === undefined) return [];
    const reason = unreachable(subject, pods, url);
    return reason ? [finding('tailscale/no-login-server', { object: pods.object, url, reason }, pods.subject)] : [];
  });

function unreachable(subject: Subject, pods: Pods, text: string): string | undefined {
  if (!URL.canParse(text)) return 'it is no URL';
  const { hostname, port, protocol } = new URL(text);
  if (/^(localhost|127\.|\[::1\]$)/.test(hostname)) return 'it is the pod itself';
  const service = /^([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.|$)/.exec(hostname);
  if (!service) return undefined;
  const [, name = '', namespace = ''] = service;
  const number = Number(port || (protocol === 'https:' ? 443 : 80));
  const endpoint = endpointAt(subject, name, namespace, number);
  if (!endpoint)
    return hasPort(subject, name, namespace, number)
      ? undefined
      : `no Service '${name}' of ${namespace} has port ${number}`;
  const denying = subject.graph.namespaces
    .filter(({ name: of, denied }) => denied && [pods.namespace, namespace].includes(of))
    .map(({ name: of }) => of);
  const wired = subject.graph.connections.some((connection) => joins(connection, pods, endpoint));
  return denying.length === 0 || wired
    ? undefined
    : `${denying.join(' and ')} denies traffic, and no connection lets it through`;
}

function endpointAt({ graph }: Subject, name: string, namespace: string, port: number): EndpointNode | undefined {
  const host = `${name}.${namespace}.svc.cluster.local`;
  return graph.endpoints.find((endpoint) => endpoint.host === host && endpoint.port === port);
}

function hasPort({ graph, artifacts }: Subject, name: string, namespace: string, port: number): boolean {
  return objectsOf(graph, artifacts, 'Service').some(
    ({ manifest, namespace: of, spec }) =>
      manifest.metadata.name === name && of === namespace && items(spec.ports).some((one) => one.port === port),
  );
}

function joins(connection: ConnectionNode, { namespace, labels }: Pods, { component, port }: EndpointNode): boolean {
  const from = connection.pods;
  return (
    connection.toComponent === component &&
    connection.port === port &&
    from?.namespace === namespace &&
    selects({ matchLabels: from.labels }, fields(labels))
  );
}
