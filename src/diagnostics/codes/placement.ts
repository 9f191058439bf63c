import { error, list, warning } from '../entry';

/** Where workloads run. */
export const placement = {
  'placement/missing': error<{ name: string; users: readonly string[] }>({
    message: ({ name, users }) =>
      `workload '${name}' has no namespace or host${users.length > 0 ? `, but ${list(users)} uses it` : ''}`,
    fix: () => 'set `on` to a namespace or a host',
    explain:
      'A workload runs in a namespace or on a host. Without it the workload has no address, and its users cannot connect.',
  }),
  'placement/unsupported': error<{ name: string; host: string; facet: string }>({
    message: ({ name, host, facet }) => `workload '${name}' has ${facet}, which host '${host}' does not support`,
    fix: () => 'place it in a namespace, or remove the feature',
    explain:
      'Init containers, sidecars, service account tokens and node affinity are features of Kubernetes. A Podman host has none of them.',
  }),
  'placement/no-node': warning<{ object: string; wanted: string }>({
    message: ({ object, wanted }) => `${object} requires a node with ${wanted}, but the cluster declares no such node`,
    fix: () => 'select another node, or declare the label on a node',
    explain: 'A pod stays Pending when no node matches its nodeSelector or required node affinity.',
  }),
};
