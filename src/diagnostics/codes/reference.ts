import { error, list, warning } from '../entry';

/** Objects that name other objects. */
export const reference = {
  'reference/unknown-host': warning<{ object: string; host: string; service: string }>({
    message: ({ object, host, service }) => `${object} speaks to '${host}', but nothing makes Service ${service}`,
    fix: () => 'name a Service that there is, or declare it',
    explain:
      'A name of a Service resolves only while the Service is there. Programs that cannot resolve it fail when they start, or at the first request.',
  }),
  'reference/middleware-form': error<{ object: string; got: string; expected: string }>({
    message: ({ object, got, expected }) =>
      `${object} names the middleware '${got}', Traefik knows it as '${expected}'`,
    fix: ({ expected }) => `write ${expected}`,
    explain:
      'In the annotation of an Ingress, Traefik wants <namespace>-<name>@kubernetescrd. A router whose middleware it cannot find is not made: the host answers 404.',
  }),
  'reference/other-kind': error<{ object: string; kind: string; name: string; other: string }>({
    message: ({ object, kind, name, other }) => `${object} depends on ${kind} '${name}', but '${name}' is a ${other}`,
    fix: ({ kind, other }) => `name the ${kind} that delivers the ${other}`,
    explain:
      'dependsOn of a Flux Kustomization names Kustomizations, that of a HelmRelease HelmReleases. Flux waits for what is not there, without end.',
  }),
  'reference/missing': error<{ object: string; kind: string; name: string }>({
    message: ({ object, kind, name }) => `${object} refers to ${kind} '${name}', which nothing makes`,
    fix: ({ kind }) => `declare the ${kind}, or refer to one that there is`,
    explain:
      'Pods that mount or read what is not there stay in ContainerCreating, objects for a namespace that is not there are refused. What a chart or the cluster brings has to be declared (`brings`) to be known.',
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
