import { error, list, warning } from '../entry';

/** Objects that are well formed and mean something else than their author thinks. */
export const meaning = {
  'workload/bad-schedule': error<{ object: string; schedule: string; problem: string }>({
    message: ({ object, schedule, problem }) => `${object} has the schedule '${schedule}': ${problem}`,
    fix: () => 'write minute, hour, day of the month, month and day of the week, such as 0 2 * * *',
    explain:
      'The API server reads schedules with robfig/cron, five fields or a name such as @daily, and refuses others.',
  }),
  'workload/unknown-zone': error<{ object: string; zone: string }>({
    message: ({ object, zone }) => `${object} names the time zone '${zone}', which there is not`,
    fix: () => 'name one of the IANA time zone database, such as Europe/Berlin',
    explain: 'The API server refuses a CronJob whose time zone it does not know.',
  }),
  'workload/part-of-a-byte': error<{ object: string; container: string; field: string; got: string }>({
    message: ({ object, container, field, got }) =>
      `${object} gives container '${container}' ${field} of ${got}; m is a thousandth of a byte`,
    fix: ({ got }) => `write ${got.replace('m', 'Mi')}, if mebibytes are meant`,
    explain: 'The suffix m means a thousandth: 512m of memory is half a byte. No container starts within that.',
  }),
  'workload/literal-variable': warning<{
    object: string;
    container: string;
    name: string;
    variable: string;
    why: string;
  }>({
    message: ({ object, container, name, variable, why }) =>
      `variable ${name} of '${container}' in ${object} keeps $(${variable}) as it stands: ${why}`,
    fix: ({ variable, name }) => `define ${variable} in env, above ${name}`,
    explain:
      'The kubelet replaces $(VAR) in a variable by what env defines above it. Variables that stand below, or come from envFrom, are not looked at, and the text stays.',
  }),
  'workload/rolling-device': warning<{ object: string; device: string }>({
    message: ({ object, device }) =>
      `${object} asks for a GPU (${device}) and is rolled: the new pod waits for the one that the old pod holds`,
    fix: () => 'set strategy.type to Recreate, or maxSurge to 0',
    explain:
      'A rolling update starts the new pod before the old one ends. Where no other GPU is free, the new pod stays Pending and the old one runs on.',
  }),
  'service/node-port-taken': error<{ object: string; first: string; port: string }>({
    message: ({ object, first, port }) => `${object} asks for node-port ${port}, which ${first} has`,
    fix: () => 'give one of them another nodePort, or leave it out to be given a free one',
    explain: 'A node port is one for the whole cluster. The API server refuses the Service that comes second.',
  }),
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
  'network/no-dns': warning<{ object: string }>({
    message: ({ object }) => `${object} lets pods out, but not to DNS: they cannot resolve names`,
    fix: () => 'admit UDP and TCP 53 to kube-dns in kube-system, in this policy or in one for all pods',
    explain: 'A policy for egress closes all that it does not name, DNS on port 53 as well.',
  }),
  'storage/one-node-class': error<{ object: string; name: string; modes: readonly string[] }>({
    message: ({ object, name, modes }) =>
      `${object} asks for ${list(modes)} of '${name}', whose volumes are for one node`,
    fix: () => 'ask for ReadWriteOnce, or name a class of a shared file system',
    explain:
      'Provisioners of local folders and disks, such as local-path of k3s, make volumes for one node, and refuse claims for many: they stay Pending.',
  }),
  'storage/two-defaults': warning<{ first: string; second: string }>({
    message: ({ first, second }) => `storage classes '${first}' and '${second}' both say that they are the default`,
    fix: () => 'take storageclass.kubernetes.io/is-default-class from one of them',
    explain:
      'Of several default classes, Kubernetes takes the one that was made last: which that is depends on the day.',
  }),
};
