import { containerPaths } from '../pods';
import { at, type Fields, type Json, put } from '../sites';
import { type Operator, ofContainers, ofPods } from './make';

/** Containers of Tailscale that make an interface. */
const clients = (object: Fields) =>
  containerPaths(object).flatMap((container) => {
    const env = at(object, [...container, 'env']);
    const i = Array.isArray(env) ? env.findIndex((variable: Json) => at(variable, ['name']) === 'TS_USERSPACE') : -1;
    return i < 0 ? [] : [{ container, userspace: [...container, 'env', i, 'value'] }];
  });

/** What Pod Security forbids, or does not. */
export const security: readonly Operator[] = [
  ofContainers('privileged', ['securityContext', 'privileged'], [true], 'mixed'),
  ofContainers(
    'capability',
    ['securityContext', 'capabilities', 'add'],
    [['NET_ADMIN'], ['SYS_ADMIN'], ['ALL']],
    'mixed',
  ),
  ofContainers(
    'capability of baseline',
    ['securityContext', 'capabilities', 'add'],
    [['NET_BIND_SERVICE'], ['CHOWN']],
    'mixed',
  ),
  ofContainers('unconfined', ['securityContext', 'seccompProfile'], [{ type: 'Unconfined' }], 'mixed'),
  ofContainers('host process', ['securityContext', 'windowsOptions'], [{ hostProcess: true }], 'mixed'),
  ofContainers('proc mount', ['securityContext', 'procMount'], ['Unmasked'], 'mixed'),
  ofContainers('selinux type', ['securityContext', 'seLinuxOptions'], [{ type: 'spc_t' }, { user: 'root' }], 'mixed'),
  ofContainers(
    'selinux type',
    ['securityContext', 'seLinuxOptions'],
    [{ type: 'container_t' }, { level: 's0' }],
    'accepted',
  ),
  ofContainers('apparmor', ['securityContext', 'appArmorProfile'], [{ type: 'Unconfined' }], 'mixed'),
  ofContainers('escalation', ['securityContext', 'allowPrivilegeEscalation'], [true], 'mixed'),
  ofContainers('host port', ['ports'], [[{ containerPort: 80, hostPort: 8080 }]], 'mixed'),
  ofContainers('probe of another host', ['livenessProbe'], [{ tcpSocket: { port: 80, host: '10.0.0.1' } }], 'mixed'),
  ofPods('host network', ['spec', 'hostNetwork'], [true], 'mixed'),
  ofPods('host processes', ['spec', 'hostPID'], [true], 'mixed'),
  ofPods('host memory', ['spec', 'hostIPC'], [true], 'mixed'),
  ofPods('host path', ['spec', 'volumes', 9], [{ name: 'host', hostPath: { path: '/' } }], 'mixed'),
  ofPods('unsafe sysctl', ['spec', 'securityContext', 'sysctls'], [[{ name: 'kernel.msgmax', value: '1' }]], 'mixed'),
  ofPods(
    'safe sysctl',
    ['spec', 'securityContext', 'sysctls'],
    [[{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }]],
    'accepted',
  ),
  ofPods('unconfined', ['spec', 'securityContext', 'seccompProfile'], [{ type: 'Unconfined' }], 'mixed'),
  ofPods('root', ['spec', 'securityContext', 'runAsUser'], [0], 'mixed'),
  {
    name: 'tunnel without an interface',
    expected: 'accepted',
    mutants: (object) =>
      clients(object).flatMap(({ container, userspace }) => [
        { where: 'container.env[].value', object: put(object, userspace, 'true') },
        {
          where: 'container.securityContext.capabilities.add',
          object: put(object, [...container, 'securityContext', 'capabilities', 'add'], []),
        },
      ]),
  },
];
