import { error, list, warning } from '../entry';

const UNKNOWN =
  'Namespaces of others, and those into which a Helm release goes, are passed over: what is in them is not known.';

/** Objects that speak of others: names, ports, keys and selectors that find nothing, or too much. */
export const referring = {
  'reference/missing-key': error<{
    object: string;
    kind: string;
    name: string;
    key: string;
    known: readonly string[];
  }>({
    message: ({ object, kind, name, key, known }) =>
      `${object} reads key '${key}' of ${kind} '${name}', which has ${known.length > 0 ? list(known) : 'none'}`,
    fix: () => 'read a key that there is, or add this one',
    explain:
      'A container that reads a key which is not there stays in CreateContainerConfigError. Of a file that is mounted by subPath and is not there the kubelet makes an empty folder.',
  }),
  'reference/unknown-port': error<{ object: string; target: string; port: string; known: readonly string[] }>({
    message: ({ object, target, port, known }) =>
      `${object} leads to port '${port}' of ${target}, which has ${known.length > 0 ? list(known) : 'none'}`,
    fix: () => 'lead to a port of the Service, by number or name',
    explain:
      'An ingress controller drops a route to a port that the Service does not have; Prometheus scrapes nothing.',
  }),
  'network/selects-nothing': warning<{ object: string; role: string; selector: string }>({
    message: ({ object, role, selector }) => `${object} ${role} pods with ${selector}, of which there are none`,
    fix: () => 'select by labels that the pods have, or remove it',
    explain: `What the policy was to close is open, and what it was to open is closed by others. ${UNKNOWN}`,
  }),
  'monitoring/selects-nothing': warning<{ object: string; kind: string; selector: string }>({
    message: ({ object, kind, selector }) => `${object} scrapes by ${selector}, which no ${kind} has`,
    fix: ({ kind }) => `select by labels of the ${kind} itself, and name its namespace`,
    explain: `Prometheus shows no target and says nothing. A ServiceMonitor selects Services by the labels of the Service, not by those of its pods. ${UNKNOWN}`,
  }),
  'disruption/selects-nothing': warning<{ object: string; selector: string }>({
    message: ({ object, selector }) => `${object} protects pods with ${selector}, of which there are none`,
    fix: () => 'select by labels that the pods have',
    explain: `A budget for nobody protects nobody when a node is drained. ${UNKNOWN}`,
  }),
  'disruption/blocks-eviction': warning<{ object: string; budget: string; replicas: number }>({
    message: ({ object, budget, replicas }) =>
      `${object} lets no pod go: ${budget} of ${replicas} ${replicas === 1 ? 'replica' : 'replicas'}`,
    fix: () => 'allow one to be missing (maxUnavailable: 1), or run another replica',
    explain:
      'Draining a node evicts its pods and waits for the budget. One that never allows an eviction stops every drain and every upgrade of a node.',
  }),
  'workload/shared-selector': error<{ first: string; second: string; selector: string }>({
    message: ({ first, second, selector }) => `${first} and ${second} both select pods with ${selector}`,
    fix: () => 'give each a label of its own in selector and template',
    explain:
      'Controllers with one selector count each other’s pods as theirs, and Services, budgets and autoscalers cannot tell them apart (Kubernetes: Deployments, Selector).',
  }),
  'rbac/unknown-resource': warning<{
    object: string;
    resource: string;
    groups: readonly string[];
    home: string | undefined;
  }>({
    message: ({ object, resource, groups }) =>
      `${object} allows '${resource}' of ${list(groups.map((group) => (group === '' ? "the core group ''" : `group '${group}'`)))}, where there is no such resource`,
    fix: ({ home }) => (home ? `did you mean ${home}?` : 'name a resource in lower case and in the plural'),
    explain:
      'The API server takes any word and allows nothing by it. Resources are written in the plural and belong to one group; those of custom resources are not looked at.',
  }),
};
