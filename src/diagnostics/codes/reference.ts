import { error, list, warning } from '../entry';

/** Objects that name other objects. */
export const reference = {
  'reference/unknown-host': warning<{ object: string; host: string; service: string }>({
    message: ({ object, host, service }) =>
      `${object} connects to '${host}', but no component creates Service ${service}`,
    fix: () => 'use the name of an existing Service, or declare the Service',
    explain:
      'DNS resolves the name of a Service only while the Service exists. Programs that cannot resolve it fail when they start, or at the first request.',
  }),
  'reference/middleware-form': error<{ object: string; got: string; expected: string }>({
    message: ({ object, got, expected }) =>
      `${object} names the middleware '${got}', but Traefik expects '${expected}'`,
    fix: ({ expected }) => `write ${expected}`,
    explain:
      'In the annotation of an Ingress, Traefik expects <namespace>-<name>@kubernetescrd. Traefik creates no router with an unknown middleware: the host answers 404.',
  }),
  'reference/other-kind': error<{ object: string; kind: string; name: string; other: string }>({
    message: ({ object, kind, name, other }) => `${object} depends on ${kind} '${name}', but '${name}' is a ${other}`,
    fix: ({ kind, other }) => `name the ${kind} that delivers the ${other}`,
    explain:
      'dependsOn of a Flux Kustomization names Kustomizations, dependsOn of a HelmRelease names HelmReleases. Flux waits for ever for an object that does not exist.',
  }),
  'reference/missing': error<{ object: string; kind: string; name: string }>({
    message: ({ object, kind, name }) => `${object} refers to ${kind} '${name}', which does not exist`,
    fix: ({ kind }) => `declare the ${kind}, or refer to an existing one`,
    explain:
      'Pods that mount or read a missing object stay in ContainerCreating, and the API server refuses objects in a missing namespace. Declare objects that a chart or the cluster creates in `brings`.',
  }),
  'reference/perhaps-missing': warning<{ object: string; kind: string; name: string; maker: string }>({
    message: ({ object, kind, name, maker }) =>
      `${object} refers to ${kind} '${name}', which nothing known makes; ${maker} may, what that makes is not known`,
    fix: ({ kind }) => `see whether the ${kind} is made under this name, or declare it`,
    explain:
      'Charts and the operators of custom resources make objects that no file names. Steading knows those of common operators; where an object of another kind stands in the namespace, it cannot say that something is missing.',
  }),
  'reference/missing-key': error<{
    object: string;
    kind: string;
    name: string;
    key: string;
    known: readonly string[];
  }>({
    message: ({ object, kind, name, key, known }) =>
      `${object} reads key '${key}' of ${kind} '${name}', which has ${known.length > 0 ? list(known) : 'none'}`,
    fix: () => 'read a key that there is, or add this one',
    explain:
      'A container that reads a key which is not there stays in CreateContainerConfigError. Of a file that is mounted by subPath and is not there the kubelet makes an empty folder.',
  }),
  'reference/unknown-port': error<{ object: string; target: string; port: string; known: readonly string[] }>({
    message: ({ object, target, port, known }) =>
      `${object} leads to port '${port}' of ${target}, which has ${known.length > 0 ? list(known) : 'none'}`,
    fix: () => 'lead to a port of the Service, by number or name',
    explain:
      'An ingress controller drops a route to a port that the Service does not have; Prometheus scrapes nothing.',
  }),
};
