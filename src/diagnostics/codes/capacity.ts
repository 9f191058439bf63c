import { error, list, warning } from '../entry';
import { form } from '../form';

function some(all: readonly string[]): string {
  return all.length > MANY ? `${all.slice(0, MANY).join(', ')} and ${all.length - MANY} more` : list(all);
}

const MANY = 3;

/** Requests and limits of pods against nodes and quotas. */
export const capacity = {
  'capacity/bad-quota': form(
    'A ResourceQuota or LimitRange names resources that Kubernetes knows or that have a domain prefix. Quantities are not negative, object counts are integers, and a default lies between min and max.',
  ),
  'capacity/too-large': error<{ object: string; wants: string; largest: string }>({
    message: ({ object, wants, largest }) =>
      `${object} asks for ${wants}, but the largest node where it can run has ${largest} allocatable`,
    fix: () => 'reduce the request, or declare a larger node',
    explain:
      'A pod runs on one node. Its requests must fit into an empty node, less the resources that the node reserves for its own processes (`reserved`).',
  }),
  'capacity/does-not-fit': warning<{ wants: string; have: string; left: readonly string[]; unknown: string }>({
    message: ({ wants, have, left, unknown }) =>
      `the pods request ${wants}, the nodes have ${have} allocatable: no node has room for ${some(left)}${unknown}`,
    fix: () => 'reduce requests, run fewer replicas, or add a node',
    explain:
      'Steading places the requests of all pods on the nodes of the inventory, largest first, after it subtracts DaemonSets and the resources that a node reserves (`reserved`). Pods without room stay Pending. The requests of Helm charts are unknown and come in addition.',
  }),
  'capacity/node-lost': warning<{ node: string; left: readonly string[]; unknown: string }>({
    message: ({ node, left, unknown }) =>
      `all pods fit while every node runs; without node '${node}' the other nodes have no room for ${some(left)}${unknown}`,
    fix: () => 'reduce requests, or add a node, so that the other nodes can run these pods',
    explain:
      'A cluster with several nodes should survive the loss of one node. Steading removes the largest node and places its pods on the others, except pods that can run only on that node.',
  }),
};
