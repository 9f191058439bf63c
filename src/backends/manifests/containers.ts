import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IProbe } from 'kubernetes-models/v1/Probe';
import type { ContainerNode, SidecarNode, WorkloadNode } from '../../graph/graph';
import { bounds, type Health, type User } from '../../model/container';
import { Duration } from '../../model/units';
import { fileKeys } from './config-maps';
import { compact } from './labels';
import { devices, deviceVolume, securityContext } from './privileges';

type Mounts = NonNullable<IContainer['volumeMounts']>;

const PROBE_SECONDS = 10;

/** The container that a workload is about. */
export function mainContainer(workload: WorkloadNode): IContainer {
  const made = container(workload.main);
  return compact({
    ...made,
    ...(workload.gpu && {
      resources: { ...made.resources, limits: { ...made.resources?.limits, 'nvidia.com/gpu': '1' } },
    }),
    ports: ports(workload),
    ...probes(workload),
    lifecycle: workload.startHook && { postStart: { exec: { command: [...workload.startHook] } } },
    volumeMounts: unlessNone([...mounts(workload), ...deviceMounts(workload.main)]),
  });
}

/** What is listened at, and where health is asked for if that is another port. */
function ports({ ports: open, health }: WorkloadNode): IContainer['ports'] {
  const stated = open.map(({ name, port, transport }) => ({ name, containerPort: port, protocol: transport }));
  const asked = health?.command ? undefined : health?.port;
  if (stated.length === 0) return undefined;
  return asked === undefined || open.some(({ port }) => port === asked)
    ? stated
    : [...stated, { containerPort: asked, protocol: 'TCP' }];
}

/** A container that ends before the main one starts. It sees the same files and volumes. */
export function initContainer(workload: WorkloadNode, node: ContainerNode): IContainer {
  return compact({ ...container(node), volumeMounts: unlessNone(mounts(workload)) });
}

/** A container that runs beside the main one. It sees of files and volumes what it shares. */
export function sidecarContainer(workload: WorkloadNode, node: SidecarNode): IContainer {
  const shared = mounts(workload).filter(({ mountPath }) => node.shares.includes(mountPath));
  return compact({ ...container(node, node.user), volumeMounts: unlessNone([...shared, ...deviceMounts(node)]) });
}

function container({ name, image, command, args, env, resources, grants }: ContainerNode, user?: User): IContainer {
  return compact({
    name,
    image,
    command: command.length > 0 ? [...command] : undefined,
    args: args.length > 0 ? [...args] : undefined,
    env:
      env.length > 0
        ? env.map((variable) =>
            typeof variable.value === 'string'
              ? { name: variable.name, value: variable.value }
              : {
                  name: variable.name,
                  valueFrom: { secretKeyRef: { name: variable.value.secret, key: variable.value.key } },
                },
          )
        : undefined,
    resources: bounds(resources),
    securityContext: securityContext(grants, user),
  });
}

function probes({ health }: WorkloadNode): {
  startupProbe?: IProbe;
  readinessProbe?: IProbe;
  livenessProbe?: IProbe;
} {
  if (!health) return {};
  const { startup = Duration.minutes(1), path, live = path } = health;
  return {
    startupProbe: { ...probe(health, path), failureThreshold: Math.ceil(startup.toSeconds() / PROBE_SECONDS) },
    readinessProbe: probe(health, path),
    livenessProbe: { ...probe(health, live), failureThreshold: 6 },
  };
}

function probe({ command, port = 0 }: Health, path: string | undefined): IProbe {
  const often = { periodSeconds: PROBE_SECONDS, timeoutSeconds: 5 };
  if (command) return { exec: { command: [...command] }, ...often };
  return path === undefined ? { tcpSocket: { port }, ...often } : { httpGet: { path, port }, ...often };
}

function mounts({ files, volumes }: WorkloadNode): Mounts {
  return [
    ...[...fileKeys(files)].map(([{ path, configMap }, subPath]) => ({
      name: configMap,
      mountPath: path,
      subPath,
      readOnly: true,
    })),
    ...volumes.map(({ name, path, readOnly }) => ({ name, mountPath: path, ...(readOnly && { readOnly }) })),
  ];
}

function deviceMounts({ grants }: ContainerNode): Mounts {
  return devices(grants).map((device) => ({ name: deviceVolume(device), mountPath: device }));
}

function unlessNone(mounts: Mounts): IContainer['volumeMounts'] {
  return mounts.length > 0 ? mounts : undefined;
}
