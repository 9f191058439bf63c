import { finding } from '../../diagnostics/finding';
import { type Fields, fields, items } from '../../kubernetes/manifest';
import { containersOf } from '../../kubernetes/pods';
import type { Check } from '../check';
import { podsOf } from '../pods';
import { forbiddenFields } from './fields';
import { type Asked, grantOf } from './grants';
import { levelsOf } from './levels';

type Reason = string | Asked;

/** Capabilities that the level `baseline` lets a container add (Pod Security Standards, Capabilities). */
export const BASELINE_CAPABILITIES = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

const RESTRICTED_VOLUMES = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
  'image',
]);

/** Pods that their namespace does not admit. Written after the Pod Security Standards; the API server takes the controller and refuses the pods. */
export const podSecurity: Check = ({ graph, artifacts }) => {
  const levels = levelsOf({ graph, artifacts });
  return podsOf(graph, artifacts).flatMap((pods) => {
    const { object, namespace, spec, subject } = pods;
    const level = levels.get(namespace);
    if (level === undefined || level === 'privileged') return [];
    const found = [...baseline(spec), ...(level === 'restricted' ? restricted(spec) : [])];
    return found.map((reason) => {
      const text = typeof reason === 'string' ? reason : reason.text;
      const grant = typeof reason === 'string' ? undefined : grantOf(graph, pods, reason);
      const why = grant ? `${text} (granted because it ${grant.why})` : text;
      return finding('pod-security/violation', { object, namespace, level, why }, { ...subject, ...grant });
    });
  });
};

/** Whether a namespace of this level admits a pod. */
export function isAdmitted(spec: Fields, level: 'baseline' | 'restricted'): boolean {
  return baseline(spec).length === 0 && (level === 'baseline' || restricted(spec).length === 0);
}

function baseline(spec: Fields): Reason[] {
  const host = ['hostNetwork', 'hostPID', 'hostIPC']
    .filter((field) => spec[field] === true)
    .map((field) => `asks for ${field}`);
  const paths = items(spec.volumes)
    .filter((volume) => volume.hostPath !== undefined)
    .map(({ name, hostPath }) => ({
      text: `mounts a path of the host ('${name}')`,
      device: fields(hostPath).path,
    }));
  const own = containersOf(spec).flatMap((container): Reason[] => {
    const context = fields(container.securityContext);
    const added = list(fields(context.capabilities).add).filter((capability) => !BASELINE_CAPABILITIES.has(capability));
    return [
      ...(context.privileged === true
        ? [{ text: `runs '${container.name}' privileged`, container: container.name }]
        : []),
      ...added.map((capability) => adding(container, capability)),
      ...items(container.ports)
        .filter(({ hostPort }) => typeof hostPort === 'number' && hostPort !== 0)
        .map(({ hostPort }) => `takes port ${hostPort} of the host`),
      ...(unconfined(context) ? [`runs '${container.name}' without a seccomp profile`] : []),
    ];
  });
  return [
    ...host,
    ...paths,
    ...own,
    ...forbiddenFields(spec),
    ...(unconfined(fields(spec.securityContext)) ? ['runs without a seccomp profile'] : []),
  ];
}

function adding({ name }: Fields, capability: string): Asked {
  return { text: `gives '${name}' the capability ${capability}`, container: name, capability };
}

function restricted(spec: Fields): Reason[] {
  const pod = fields(spec.securityContext);
  const volumes = items(spec.volumes)
    .filter((volume) => !Object.keys(volume).some((kind) => RESTRICTED_VOLUMES.has(kind)))
    .map(({ name }) => `mounts a kind of volume that is not allowed ('${name}')`);
  const own = containersOf(spec).flatMap((container): Reason[] => {
    const context = fields(container.securityContext);
    const { drop, add } = fields(context.capabilities);
    return [
      ...(context.allowPrivilegeEscalation === false ? [] : [`lets '${container.name}' escalate its privileges`]),
      ...(list(drop).includes('ALL') ? [] : [`does not drop all capabilities of '${container.name}'`]),
      ...list(add)
        .filter((capability) => capability !== 'NET_BIND_SERVICE' && BASELINE_CAPABILITIES.has(capability))
        .map((capability) => adding(container, capability)),
      ...((context.runAsNonRoot ?? pod.runAsNonRoot) === true ? [] : [`may run '${container.name}' as root`]),
      ...((context.runAsUser ?? pod.runAsUser) === 0 ? [`runs '${container.name}' as root`] : []),
      ...((profile(context) ?? profile(pod)) ? [] : [`states no seccomp profile for '${container.name}'`]),
    ];
  });
  return [...volumes, ...own];
}

function unconfined(context: Fields): boolean {
  return profile(context) === 'Unconfined';
}

function profile(context: Fields): unknown {
  return fields(context.seccompProfile).type;
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
