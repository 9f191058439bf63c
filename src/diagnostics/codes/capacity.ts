import { error, list, warning } from '../entry';
import { form } from '../form';

function some(all: readonly string[]): string {
  return all.length > MANY ? `${all.slice(0, MANY).join(', ')} and ${all.length - MANY} more` : list(all);
}

const MANY = 3;

/** Requests and limits of pods against nodes and quotas. */
export const capacity = {
  'capacity/bad-quota': form(
    'Quotas and ranges of limits are about resources that Kubernetes knows or that have a domain; nothing is negative, what is counted is whole, and a default lies between least and most.',
  ),
  'capacity/too-large': error<{ object: string; wants: string; largest: string }>({
    message: ({ object, wants, largest }) =>
      `${object} asks for ${wants}, but the largest node that it may run on has ${largest} to give`,
    fix: () => 'request less, or state a larger node',
    explain:
      "A pod runs on one node. Its request must fit into one that is empty but for what the node's own processes take (`reserved`).",
  }),
  'capacity/does-not-fit': warning<{ wants: string; have: string; left: readonly string[]; unknown: string }>({
    message: ({ wants, have, left, unknown }) =>
      `the pods ask for ${wants}, the nodes have ${have} to give: no room for ${some(left)}${unknown}`,
    fix: () => 'request less, run fewer replicas, or add a node',
    explain:
      'Requests of all pods are placed on the nodes of the inventory, largest first, with what DaemonSets and the node itself (`reserved`) take set aside. Pods without room stay Pending. Requests of Helm charts are not known and come on top.',
  }),
  'capacity/node-lost': warning<{ node: string; left: readonly string[]; unknown: string }>({
    message: ({ node, left, unknown }) =>
      `everything fits while all nodes are there; without '${node}' there is no room for ${some(left)}${unknown}`,
    fix: () => 'request less, or add a node, so that the rest can take over',
    explain:
      'A cluster of several nodes is meant to survive the loss of one. The largest is taken away and its pods are placed anew; those that are bound to it are left out.',
  }),
};
