import { error, note, warning } from '../../../diagnostics/entry';
import { some } from '../words';

const PLACED =
  'Requests of all pods are placed on the nodes of the inventory, largest first, less what the node itself takes (`reserved`). Requests of Helm charts are not known and come on top.';

/** Whether there is room. */
export const capacity = {
  'capacity/changed': note<{ pool: string; before: string; after: string; have?: string | undefined }>({
    message: ({ pool, before, after, have }) =>
      `pods for ${pool} ask for ${after}, ${before} before${have ? `; there is ${have}` : ''}`,
    fix: () => 'compare it with what the nodes have to give',
    explain: PLACED,
  }),
  'capacity/pending': warning<{ cluster: string; left: readonly string[]; wants: string; have: string }>({
    message: ({ cluster, left, wants, have }) =>
      `there is no room for ${some(left)} on ${cluster} any more: pods ask for ${wants}, the nodes have ${have} to give`,
    fix: () => 'request less, run fewer replicas, or add a node; until then these pods stay Pending',
    explain: PLACED,
  }),
  'capacity/node-loss': warning<{ node: string; left: readonly string[] }>({
    message: ({ node, left }) => `without node '${node}' there would be no room for ${some(left)}, as there was before`,
    fix: () => 'request less, or add a node, so that the rest can take over',
    explain: `The largest node is taken away and its pods are placed anew; those that are bound to it are left out. ${PLACED}`,
  }),
  'capacity/oversized': warning<{ object: string; wants: string; largest: string }>({
    message: ({ object, wants, largest }) =>
      `a pod of ${object} asks for ${wants}; the largest node that it may run on has ${largest} to give: it stays Pending`,
    fix: () => 'request less, or add a larger node',
    explain: `A pod runs on one node. ${PLACED}`,
  }),
  'capacity/no-node': warning<{ object: string; wanted: string }>({
    message: ({ object, wanted }) => `${object} wants a node with ${wanted}, and there is none: its pods stay Pending`,
    fix: () => "select another node, or state the label among the node's",
    explain: 'A pod whose nodeSelector or required node affinity no node meets stays Pending.',
  }),
  'capacity/quota-exceeded': error<{ object: string; resource: string; wants: string; hard: string }>({
    message: ({ object, resource, wants, hard }) =>
      `the pods of the namespace ask for ${wants} of ${resource}, ${object} allows ${hard}: the API server refuses the rest`,
    fix: () => 'raise the quota, or request less',
    explain:
      'A pod that would exceed the quota of its namespace is refused; its controller tries again for ever (Kubernetes: Resource Quotas).',
  }),
  'capacity/limit-lowered': warning<{ object: string; container: string; before: string; after: string }>({
    message: ({ object, container, before, after }) =>
      `'${container}' of ${object} is killed beyond ${after} of memory, ${before} before`,
    fix: () => 'compare it with the most that it took so far (container_memory_working_set_bytes)',
    explain:
      'The kernel ends a container that takes more memory than its limit (Kubernetes: Resource Management for Pods and Containers).',
  }),
  'capacity/limit-over-node': warning<{ object: string; container: string; limit: string; largest: string }>({
    message: ({ object, container, limit, largest }) =>
      `'${container}' of ${object} may take ${limit} of memory, more than the largest node has (${largest}): the node runs out before the limit holds`,
    fix: () => 'limit it to what a node can give',
    explain:
      'Limits are not reserved. Where a node runs out of memory the kernel ends whatever it finds there, often somebody else.',
  }),
};
