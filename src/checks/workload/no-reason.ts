import { finding } from '../../diagnostics/finding';
import type { WorkloadNode } from '../../graph/graph';
import type { Privileges } from '../../model/privileges';
import type { Check } from '../check';

/** What is granted without a reason. */
export const grants: Check = ({ graph }) =>
  graph.workloads.flatMap((workload) =>
    granted(workload)
      .filter(({ why }) => why.trim() === '')
      .map(({ to, grant, at }) =>
        finding('workload/no-reason', { workload: to, grant }, { paths: [workload.path], at }),
      ),
  );

function granted({ name, main, sidecars, permissions }: WorkloadNode) {
  return [
    ...[main, ...sidecars].flatMap((container) =>
      container.grants.map(({ privileges, why, at }) => ({ to: container.name, grant: said(privileges), why, at })),
    ),
    ...permissions.map(({ why, at }) => ({ to: name, grant: 'permissions', why, at })),
  ];
}

function said(privileges: Privileges): string {
  if ('privileged' in privileges) return 'all privileges';
  return 'device' in privileges ? privileges.device : privileges.capabilities.join(' and ');
}
