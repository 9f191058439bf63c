import type { ISecurityContext } from 'kubernetes-models/v1/SecurityContext';
import { compare } from '../../base/sort';
import type { WorkloadNode } from '../../graph/graph';
import type { Manifest } from '../../kubernetes/manifest';
import type { User } from '../../model/container';
import type { Device, Grant, Privileges } from '../../model/privileges';
import { ANNOTATION, workloadLabels } from './labels';

/** What a container may do: nothing special, but for what it was granted. */
export function securityContext(grants: readonly Grant[], user?: User): ISecurityContext {
  const asked = grants.flatMap(({ privileges }) => ('device' in privileges ? [] : names(privileges)));
  const who = user && { runAsUser: user.uid, runAsGroup: user.gid, runAsNonRoot: user.uid > 0 };
  // Without dropped capabilities: the API server refuses the one, runtimes ignore the other.
  if (asked.includes(PRIVILEGED)) return { privileged: true, ...who };
  const add = [...new Set(asked)].sort(compare);
  return {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'], ...(add.length > 0 && { add }) },
    ...who,
  };
}

/** What containers of a workload were granted and why, for who reads its object: changing it restarts nothing. */
export function grantsAnnotation({ main, sidecars }: WorkloadNode): Record<string, string> | undefined {
  const lines = [main, ...sidecars].flatMap(({ name, grants }) =>
    grants.map(({ privileges, why }) => `${name}: ${names(privileges).join(', ')} (${why})`),
  );
  return lines.length > 0 ? annotation(lines) : undefined;
}

/** Devices that were granted, sorted. */
export function devices(grants: readonly Grant[]): Device[] {
  const all = grants.flatMap(({ privileges }) => ('device' in privileges ? [privileges.device] : []));
  return [...new Set(all)].sort(compare);
}

/** Name of a device's volume: `/dev/net/tun` → `dev-net-tun`. */
export function deviceVolume(device: Device): string {
  return device
    .slice(1)
    .replaceAll(/[^a-z0-9]+/gi, '-')
    .toLowerCase();
}

/** The account of a workload that may ask something of the API server, with its Role. */
export function account(workload: WorkloadNode, namespace: string): Manifest[] {
  const { name, permissions } = workload;
  if (permissions.length === 0) return [];
  const metadata = { name, namespace, labels: workloadLabels(workload) };
  const annotations = annotation(permissions.map(({ why }) => why));
  const rbac = { apiVersion: `${RBAC}/v1` };
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    {
      ...rbac,
      kind: 'Role',
      metadata: { ...metadata, annotations },
      rules: permissions.flatMap(({ rules }) => rules),
    },
    {
      ...rbac,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: RBAC, kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
  ];
}

const RBAC = 'rbac.authorization.k8s.io';
const PRIVILEGED = 'privileged';

function names(privileges: Privileges): readonly string[] {
  if ('privileged' in privileges) return [PRIVILEGED];
  return 'device' in privileges ? [privileges.device] : [...privileges.capabilities].sort(compare);
}

function annotation(lines: readonly string[]): Record<string, string> {
  return { [`${ANNOTATION}/grants`]: lines.join('\n') };
}
