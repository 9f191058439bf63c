import { error, note, warning } from '../../../diagnostics/entry';
import { some } from '../words';

const PLACED =
  'Requests of all pods are placed on the nodes of the inventory, largest first, less what the node itself takes (`reserved`). Requests of Helm charts are not known and come on top.';

/** Whether there is room. */
export const capacity = {
  'capacity/changed': note<{ pool: string; before: string; after: string; have?: string | undefined }>({
    message: ({ pool, before, after, have }) =>
      `pods on ${pool} request ${after} instead of ${before}${have ? `; the nodes have ${have}` : ''}`,
    fix: () => 'compare the requests with the allocatable resources of the nodes',
    explain: PLACED,
  }),
  'capacity/pending': warning<{ cluster: string; left: readonly string[]; wants: string; have: string }>({
    message: ({ cluster, left, wants, have }) =>
      `${cluster} no longer has room for ${some(left)}: pods request ${wants}, the nodes have ${have} allocatable`,
    fix: () => 'reduce requests, run fewer replicas, or add a node; until then these pods stay Pending',
    explain: PLACED,
  }),
  'capacity/node-loss': warning<{ node: string; left: readonly string[] }>({
    message: ({ node, left }) => `without node '${node}' the other nodes no longer have room for ${some(left)}`,
    fix: () => 'reduce requests, or add a node, so that the other nodes can run these pods',
    explain: `Steading removes the largest node and places its pods on the others, except pods that can run only on that node. ${PLACED}`,
  }),
  'capacity/oversized': warning<{ object: string; wants: string; largest: string }>({
    message: ({ object, wants, largest }) =>
      `a pod of ${object} requests ${wants}, but the largest node where it can run has ${largest} allocatable: it stays Pending`,
    fix: () => 'reduce the request, or add a larger node',
    explain: `A pod runs on one node. ${PLACED}`,
  }),
  'capacity/no-node': warning<{ object: string; wanted: string }>({
    message: ({ object, wanted }) =>
      `${object} requires a node with ${wanted}, but no node matches: its pods stay Pending`,
    fix: () => 'select another node, or declare the label on a node',
    explain: 'A pod stays Pending when no node matches its nodeSelector or required node affinity.',
  }),
  'capacity/quota-exceeded': error<{ object: string; resource: string; wants: string; hard: string }>({
    message: ({ object, resource, wants, hard }) =>
      `the pods of the namespace request ${wants} of ${resource}, but ${object} allows ${hard}: the API server refuses further pods`,
    fix: () => 'raise the quota, or reduce requests',
    explain:
      'The API server refuses a pod that would exceed the quota of its namespace; the controller retries for ever (Kubernetes: Resource Quotas).',
  }),
  'capacity/limit-lowered': warning<{ object: string; container: string; before: string; after: string }>({
    message: ({ object, container, before, after }) =>
      `the memory limit of '${container}' of ${object} falls to ${after}, ${before} before: the kernel kills the container when it uses more`,
    fix: () => 'compare the limit with the highest usage so far (container_memory_working_set_bytes)',
    explain:
      'The kernel kills a container that uses more memory than its limit (Kubernetes: Resource Management for Pods and Containers).',
  }),
  'capacity/limit-over-node': warning<{ object: string; container: string; limit: string; largest: string }>({
    message: ({ object, container, limit, largest }) =>
      `'${container}' of ${object} may take ${limit} of memory, more than the largest node has (${largest}): the node runs out before the limit holds`,
    fix: () => 'set a limit below the memory of a node',
    explain:
      'Kubernetes does not reserve limits. When a node runs out of memory, the kernel kills processes on it, which may belong to other pods.',
  }),
};
