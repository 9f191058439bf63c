import type { EnvNode, HostNode, VolumeNode, WorkloadNode } from '../../graph/graph';
import { fileKeys } from '../manifests/config-maps';

type Setting = readonly [string, string | number];
/** Sections of a systemd unit, each with its settings in order. */
type Unit = Readonly<Record<string, readonly Setting[]>>;

/** What a workload is on its host, by path: Quadlet units of the user, and the files that its container mounts. */
export function quadletFiles(workload: WorkloadNode, { home, guards }: HostNode): Map<string, string> {
  const { name, files, volumes } = workload;
  const units = `${home}/.config/containers/systemd`;
  const mounted = mountedFiles(workload, home);
  return new Map([
    ...files.map(({ path, content }) => [mounted.get(path) ?? '', content] as const),
    ...volumes
      .filter(({ size }) => size)
      .map((volume) => [`${units}/${volumeUnit(name, volume)}`, unitText(volumeOf(name, volume))] as const),
    [`${units}/${name}.container`, unitText(container(workload, mounted, guards))],
  ]);
}

/** Where the files of a workload lie on the host, by where they stand in the container. */
function mountedFiles({ name, files }: WorkloadNode, home: string): Map<string, string> {
  return new Map([...fileKeys(files)].map(([{ path }, key]) => [path, `${home}/.config/${name}/${key}`]));
}

const volumeUnit = (workload: string, { name }: VolumeNode): string => `${workload}-${name}.volume`;

function volumeOf(workload: string, { name }: VolumeNode): Unit {
  return { Volume: [['VolumeName', `${workload}-${name}`]] };
}

function container(workload: WorkloadNode, mounted: ReadonlyMap<string, string>, guards: readonly string[]): Unit {
  const { name, kind, component } = workload;
  return {
    Unit: [['Description', `${name} of ${component}`]],
    Container: [
      ...program(workload),
      ...rights(workload),
      ...workload.main.env.map((variable): Setting => ['Environment', environment(variable)]),
      ...[...mounted].map(([path, from]): Setting => ['Volume', `${from}:${path}:ro`]),
      ...workload.volumes.map(
        (volume): Setting =>
          volume.size ? ['Volume', `${volumeUnit(name, volume)}:${volume.path}:U`] : ['Tmpfs', volume.path],
      ),
      ...workload.ports.map(
        ({ port, servicePort, transport }): Setting => [
          'PublishPort',
          `${servicePort}:${port}/${transport.toLowerCase()}`,
        ],
      ),
      ...upkeep(workload),
    ],
    Service: [
      ...guards.map((path): Setting => ['ExecStartPre', path]),
      ['TimeoutStartSec', DOWNLOADS],
      ...(kind === 'Job' ? ONCE : [...ready(workload), ...ALWAYS]),
    ],
    Install: [['WantedBy', 'default.target']],
  };
}

/** Images and models are large. */
const DOWNLOADS = 3600;
const ONCE: readonly Setting[] = [
  ['Type', 'oneshot'],
  ['RemainAfterExit', 'yes'],
];
const ALWAYS: readonly Setting[] = [
  ['Restart', 'always'],
  ['RestartSec', 5],
];

function program({ name, main: { image, command, args } }: WorkloadNode): Setting[] {
  return [
    ['Image', image],
    ['ContainerName', name],
    ...(command.length > 0 ? [['Entrypoint', literal(JSON.stringify(command))] as const] : []),
    ...(args.length > 0 ? [['Exec', args.map(word).join(' ')] as const] : []),
  ];
}

function rights({ user, gpu, main: { grants } }: WorkloadNode): Setting[] {
  return [
    // Root of the container is one of the user's subordinate ids, which no other container has.
    ['UserNS', 'auto'],
    ...(user
      ? ([
          ['User', user.uid],
          ['Group', user.gid],
        ] as const)
      : []),
    ['DropCapability', 'all'],
    ...grants.flatMap(({ privileges }): Setting[] => {
      if ('privileged' in privileges) return [['PodmanArgs', '--privileged']];
      if ('device' in privileges) return [['AddDevice', privileges.device]];
      return privileges.capabilities.map((one) => ['AddCapability', one]);
    }),
    ['NoNewPrivileges', 'true'],
    ...(gpu ? [['AddDevice', 'nvidia.com/gpu=all'] as const] : []),
  ];
}

function upkeep({ health, main: { resources } }: WorkloadNode): Setting[] {
  const { memory, memoryLimit = memory, cpuLimit } = resources;
  const cpus = cpuLimit ? ` --cpus=${cpuLimit.millicores / 1000}` : '';
  return [
    ['PodmanArgs', `--memory=${memoryLimit.toKibibytes()}k${cpus}`],
    ['LogDriver', 'journald'],
    ['AutoUpdate', 'registry'],
    ...(health?.command
      ? ([
          ['HealthCmd', literal(JSON.stringify(health.command))],
          ['HealthOnFailure', 'kill'],
        ] as const)
      : []),
  ];
}

/** It counts as started once it answers. Asking ends with the container, and after the time that a start may take. */
function ready(workload: WorkloadNode): Setting[] {
  const url = healthUrl(workload);
  const seconds = workload.health?.startup?.toSeconds() ?? 60;
  const ask = `until ${CURL} ${url}; do kill -0 "$$MAINPID" || exit; sleep 2; done`;
  return url ? [['ExecStartPost', `/usr/bin/timeout ${seconds} /bin/sh -c '${ask}'`]] : [];
}

/** Where health is asked for over HTTP, which the host does: the image need not have a program for that. */
function healthUrl({ health, ports: [first] }: WorkloadNode): string | undefined {
  if (!health || !first) return undefined;
  const { live = health.path, port = first.port } = health;
  return live && `http://127.0.0.1:${port === first.port ? first.servicePort : port}${live}`;
}

const CURL = '/usr/bin/curl --silent --show-error --fail --output /dev/null --max-time 10';

/** Units of the user that ask for health every half minute and start anew what gave no answer three times; nothing where Podman asks by a command. */
export function healthUnits(workload: WorkloadNode, { home }: HostNode): Map<string, string> {
  const url = healthUrl(workload);
  if (!url) return new Map();
  const { name } = workload;
  const asking: Unit = {
    Unit: [['Description', `Health of ${name}`]],
    Service: [
      ['Type', 'oneshot'],
      ['ExecCondition', `/usr/bin/systemctl --user --quiet is-active ${name}.service`],
      [
        'ExecStart',
        `/bin/sh -c '${CURL} --retry 2 --retry-delay 5 --retry-all-errors ${url} || exec systemctl --user restart ${name}.service'`,
      ],
    ],
  };
  const timer: Unit = {
    Unit: [['Description', `Health of ${name}, every half minute`]],
    Timer: [
      ['OnActiveSec', '30s'],
      ['OnUnitInactiveSec', '30s'],
    ],
    Install: [['WantedBy', 'timers.target']],
  };
  const units = `${home}/.config/systemd/user/${name}-health`;
  return new Map([
    [`${units}.service`, unitText(asking)],
    [`${units}.timer`, unitText(timer)],
  ]);
}

function environment({ name, value }: EnvNode): string {
  return word(`${name}=${typeof value === 'string' ? value : ''}`);
}

/** One word for systemd, whatever it contains. */
function word(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  return /^[A-Za-z0-9_@+=:,./-]+$/.test(text) ? text : `"${literal(escaped)}"`;
}

/** systemd has a use of its own for `%` and `$`. */
const literal = (text: string): string => text.replaceAll('%', '%%').replaceAll('$', '$$$$');

function unitText(unit: Unit): string {
  return Object.entries(unit)
    .map(([section, settings]) => `[${section}]\n${settings.map(([key, value]) => `${key}=${value}\n`).join('')}`)
    .join('\n');
}
