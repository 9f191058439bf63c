import { here, type Where } from '../diagnostics/where';

/** Capabilities of Linux, as Kubernetes names them: without CAP_ (capabilities(7)). */
export type Capability =
  | 'AUDIT_CONTROL'
  | 'AUDIT_READ'
  | 'AUDIT_WRITE'
  | 'BLOCK_SUSPEND'
  | 'BPF'
  | 'CHECKPOINT_RESTORE'
  | 'CHOWN'
  | 'DAC_OVERRIDE'
  | 'DAC_READ_SEARCH'
  | 'FOWNER'
  | 'FSETID'
  | 'IPC_LOCK'
  | 'IPC_OWNER'
  | 'KILL'
  | 'LEASE'
  | 'LINUX_IMMUTABLE'
  | 'MAC_ADMIN'
  | 'MAC_OVERRIDE'
  | 'MKNOD'
  | 'NET_ADMIN'
  | 'NET_BIND_SERVICE'
  | 'NET_BROADCAST'
  | 'NET_RAW'
  | 'PERFMON'
  | 'SETFCAP'
  | 'SETGID'
  | 'SETPCAP'
  | 'SETUID'
  | 'SYSLOG'
  | 'SYS_ADMIN'
  | 'SYS_BOOT'
  | 'SYS_CHROOT'
  | 'SYS_MODULE'
  | 'SYS_NICE'
  | 'SYS_PACCT'
  | 'SYS_PTRACE'
  | 'SYS_RAWIO'
  | 'SYS_RESOURCE'
  | 'SYS_TIME'
  | 'SYS_TTY_CONFIG'
  | 'WAKE_ALARM';

/** A device of the machine, such as `/dev/net/tun`. */
export type Device = `/dev/${string}`;

/** What a container may do that a hardened one may not. */
export type Privileges =
  | { readonly capabilities: readonly [Capability, ...Capability[]] }
  | { readonly device: Device }
  | { readonly privileged: true };

/** Privileges of one container. */
export interface Grant {
  readonly privileges: Privileges;
  /** What it does with them, such as `makes a network interface`. */
  readonly why: string;
  readonly at: Where;
}

/** Kubernetes' PolicyRule, about objects of one namespace. */
export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  /** @default - all of them. Names restrict neither `create` nor `deletecollection`, whose requests carry none */
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

/** What a workload may ask of the API server, and what for. */
export interface Permission {
  readonly rules: readonly PolicyRule[];
  readonly why: string;
  readonly at: Where;
}

export function grant(privileges: Privileges, why: string): Grant {
  return { privileges, why, at: here() };
}
