import { type Fields, fields, items } from '../../kubernetes/manifest';
import { containersOf } from '../../kubernetes/pods';

/** Kernel parameters that are a pod's own (Pod Security Standards, Sysctls, up to 1.32). */
const SAFE_SYSCTLS = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
]);

const SELINUX_TYPES = new Set(['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t']);

/** Rarely set fields that the level `baseline` forbids: profiles, kernel parameters, hosts of probes. */
export function forbiddenFields(spec: Fields): string[] {
  const pod = fields(spec.securityContext);
  return [
    ...items(pod.sysctls)
      .filter(({ name }) => !SAFE_SYSCTLS.has(String(name)))
      .map(({ name }) => `sets the kernel parameter ${name}`),
    ...confinement('the pod', pod),
    ...containersOf(spec).flatMap((container) => {
      const name = `'${container.name}'`;
      return [...confinement(name, fields(container.securityContext)), ...hosts(name, container)];
    }),
  ];
}

function confinement(name: string, context: Fields): string[] {
  const { type = '', user = '', role = '' } = fields(context.seLinuxOptions);
  return [
    ...(fields(context.appArmorProfile).type === 'Unconfined' ? [`runs ${name} without an AppArmor profile`] : []),
    ...(SELINUX_TYPES.has(String(type)) ? [] : [`gives ${name} the SELinux type ${type}`]),
    ...(user === '' && role === '' ? [] : [`gives ${name} an SELinux user or role`]),
    ...(context.procMount === 'Unmasked' ? [`shows ${name} all of /proc`] : []),
    ...(fields(context.windowsOptions).hostProcess === true ? [`runs ${name} as a process of the host`] : []),
  ];
}

function hosts(name: string, container: Fields): string[] {
  const { postStart, preStop } = fields(container.lifecycle);
  const handlers = [container.livenessProbe, container.readinessProbe, container.startupProbe, postStart, preStop];
  return handlers
    .flatMap((handler) => [fields(handler).httpGet, fields(handler).tcpSocket])
    .map((way) => fields(way).host ?? '')
    .filter((host) => host !== '')
    .map((host) => `asks host '${host}' in a probe or hook of ${name}`);
}
