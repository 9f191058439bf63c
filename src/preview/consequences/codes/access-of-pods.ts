import { entry } from '../entry';

const PSS = 'Kubernetes: Pod Security Standards.';

interface InContainer {
  object: string;
  container: string;
}

/** A pod may do more on its node, or to itself, than before. */
export const accessOfPods = {
  'access/privileged': entry<InContainer>({
    level: 'warning',
    message: ({ object, container }) => `'${container}' of ${object} runs privileged: it is root on its node`,
    advice: () => 'add the capability or the device that it needs instead',
    explain: `A privileged container has all capabilities and all devices of its node. ${PSS}`,
  }),
  'access/capability-added': entry<InContainer & { capability: string }>({
    level: 'warning',
    message: ({ object, container, capability }) => `'${container}' of ${object} gets the capability ${capability}`,
    advice: ({ capability }) => `see that it cannot do without ${capability}`,
    explain: `Capabilities are parts of what root may do; SYS_ADMIN, NET_ADMIN and SYS_PTRACE are close to all of it. ${PSS}`,
  }),
  'access/capability-kept': entry<InContainer>({
    level: 'warning',
    message: ({ object, container }) => `'${container}' of ${object} no longer drops all capabilities`,
    advice: () => 'drop ALL and add what it needs',
    explain: `A container keeps the default set of its runtime where it drops nothing. ${PSS}`,
  }),
  'access/escalation': entry<InContainer>({
    level: 'warning',
    message: ({ object, container }) =>
      `'${container}' of ${object} may gain more privileges than it starts with: allowPrivilegeEscalation is no longer false`,
    advice: () => 'set allowPrivilegeEscalation: false, unless it runs sudo or setuid programs',
    explain: `allowPrivilegeEscalation: false sets no_new_privs: setuid programs have no effect. ${PSS}`,
  }),
  'access/host-path': entry<{ object: string; path: string }>({
    level: 'warning',
    message: ({ object, path }) => `${object} mounts ${path} of its node`,
    advice: () => 'use a claim, or mount just the file that it needs, read-only',
    explain: `A path of the host is shared with whatever else uses it; / , /etc, /var/run and container sockets are the node itself. ${PSS}`,
  }),
  'access/host-namespace': entry<{ object: string; what: string }>({
    level: 'warning',
    message: ({ object, what }) => `${object} shares ${what} with its node`,
    advice: () => 'do without; NetworkPolicies do not hold for pods of the network of the host',
    explain: `hostNetwork, hostPID and hostIPC show a pod the network, the processes and the memory of its node. ${PSS}`,
  }),
  'access/host-port': entry<InContainer & { port: number }>({
    level: 'warning',
    message: ({ object, container, port }) => `'${container}' of ${object} takes port ${port} of its node`,
    advice: () => 'use a Service',
    explain: `A hostPort is open on the addresses of the node, and two pods with one port cannot share a node. ${PSS}`,
  }),
  'access/runs-as-root': entry<InContainer & { why: string }>({
    level: 'warning',
    message: ({ object, container, why }) => `'${container}' of ${object} may run as root: ${why}`,
    advice: () => 'state runAsNonRoot: true and the uid of the image',
    explain: `Without runAsNonRoot or another runAsUser a container runs as the user of its image, which often is root. ${PSS}`,
  }),
  'access/profile-dropped': entry<{ object: string; what: string }>({
    level: 'warning',
    message: ({ object, what }) => `${object} drops ${what}`,
    advice: () => 'keep RuntimeDefault',
    explain: `Without a seccomp profile a container may make every system call, without AppArmor every access that its user may. ${PSS}`,
  }),
  'access/writable-root': entry<InContainer>({
    level: 'warning',
    message: ({ object, container }) =>
      `'${container}' of ${object} may write to its own file system: readOnlyRootFilesystem is no longer true`,
    advice: () => 'mount an emptyDir where it writes',
    explain:
      'With a read-only root file system a program that was broken into cannot replace itself (NSA and CISA: Kubernetes Hardening Guide).',
  }),
  'access/token-mounted': entry<{ object: string; account: string }>({
    level: 'warning',
    message: ({ object, account }) => `pods of ${object} get a token of service account '${account}'`,
    advice: () => 'keep automountServiceAccountToken: false, unless the program calls the API server',
    explain:
      'Who breaks into a pod with a token may do what its service account may (Kubernetes: Configure Service Accounts for Pods).',
  }),
};
