import { error, list, warning } from '../entry';

/** Where workloads run. */
export const placement = {
  'placement/missing': error<{ name: string; users: readonly string[] }>({
    message: ({ name, users }) =>
      `'${name}' is placed nowhere${users.length > 0 ? `, but ${list(users)} uses it` : ''}`,
    fix: () => 'give it `on`: a namespace or a host',
    explain:
      'A workload runs in a namespace or on a host. Without one it has no address, and whoever is wired to it would connect to nothing.',
  }),
  'placement/unsupported': error<{ name: string; host: string; facet: string }>({
    message: ({ name, host, facet }) => `'${name}' has ${facet}, which host '${host}' cannot give it`,
    fix: () => 'place it in a namespace, or do without',
    explain:
      'Init containers, sidecars, service account tokens and node affinity are facets of Kubernetes. A Podman host has none of them.',
  }),
  'placement/no-node': warning<{ object: string; wanted: string }>({
    message: ({ object, wanted }) => `${object} wants a node with ${wanted}, the cluster states none`,
    fix: () => "select another node, or state the label among the node's",
    explain: 'A pod whose nodeSelector or required node affinity no node meets stays Pending.',
  }),
};
