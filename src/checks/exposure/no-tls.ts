import { type Finding, finding } from '../../diagnostics/finding';
import { type Fields, items } from '../../kubernetes/manifest';
import type { Check } from '../check';
import { objectsOf } from '../objects-of';

/** Annotations by which a certificate comes from elsewhere. */
const ELSEWHERE = /\/(router\.tls|certificate-arn|pre-shared-cert)$/;
const PUBLIC = ['web', 'websecure', 'http', 'https'];

/** Ways into the cluster that nothing encrypts. */
export const tls: Check = ({ graph, artifacts }) => {
  const redirects = new Set(
    objectsOf(graph, artifacts, 'Middleware').flatMap(({ namespace, manifest, spec }) =>
      spec.redirectScheme === undefined ? [] : [`${namespace}/${manifest.metadata.name}`],
    ),
  );
  return [
    ...objectsOf(graph, artifacts, 'Ingress').flatMap(({ object, manifest, spec, subject }): Finding[] => {
      const annotations = Object.entries(manifest.metadata.annotations ?? {});
      const covered = annotations.some(([key, value]) => ELSEWHERE.test(key) || value === 'websecure');
      const open = covered ? [] : uncovered(spec);
      return open.length > 0 ? [finding('exposure/no-tls', { object, hosts: open }, subject)] : [];
    }),
    ...objectsOf(graph, artifacts, 'IngressRoute').flatMap(({ object, namespace, spec, subject }): Finding[] => {
      const { entryPoints = PUBLIC } = spec;
      const isPublic = Array.isArray(entryPoints) && entryPoints.some((one) => PUBLIC.includes(String(one)));
      const open = items(spec.routes).filter(
        ({ middlewares }) =>
          !items(middlewares).some(({ name, namespace: own = namespace }) => redirects.has(`${own}/${name}`)),
      );
      if (spec.tls !== undefined || !isPublic || open.length === 0) return [];
      return [finding('exposure/no-tls', { object, hosts: open.map(({ match }) => String(match)) }, subject)];
    }),
    ...objectsOf(graph, artifacts, 'Gateway').flatMap(({ object, spec, subject }): Finding[] => {
      const listeners = items(spec.listeners);
      const isEncrypted = listeners.some(({ protocol }) => protocol === 'HTTPS' || protocol === 'TLS');
      if (isEncrypted || !listeners.some(({ protocol }) => protocol === 'HTTP')) return [];
      return [finding('exposure/no-tls', { object, hosts: listeners.map(({ name }) => String(name)) }, subject)];
    }),
  ];
};

/** Hosts of an Ingress for which it names no certificate. */
function uncovered(spec: Fields): string[] {
  const certified = items(spec.tls).flatMap(({ hosts }) => (Array.isArray(hosts) ? hosts.map(String) : ['*']));
  const hosts = items(spec.rules).map(({ host = '*' }) => String(host));
  const all = hosts.length > 0 ? hosts : ['*'];
  const isCovered = (host: string) => {
    const wild = host.replace(/^[^.]+/, '*');
    return certified.some((one) => one === '*' || one === host || one === wild);
  };
  return all.filter((host) => !isCovered(host)).map((host) => (host === '*' ? 'any host' : host));
}
