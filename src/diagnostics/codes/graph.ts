import { error, list, warning } from '../entry';
import type { Location } from '../where';

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly why: string;
  readonly at: Location | undefined;
}

const place = (at: Location | undefined) => (at ? ` (${at.file}:${at.line})` : '');

interface Waiting {
  readonly from: string;
  readonly to: string;
  readonly at: Location | undefined;
}

/** Mistakes in what a stack declares, seen in its graph. */
export const graph = {
  'order/cycle': error<{ route: readonly string[]; edges: readonly Edge[] }>({
    message: ({ route, edges }) =>
      `nothing can start first: ${route.join(' → ')}${edges.map((e) => `\n  ${e.from} waits for ${e.to}: ${e.why}${place(e.at)}`).join('')}`,
    fix: () =>
      'drop one of these orders; using something needs no order, only starting without it being impossible does',
    explain:
      'Components are started in the order of their `after` edges, of namespaces and of the kinds that a release defines. A cycle has no first member.',
  }),
  'order/other-environment': error<{ from: string; to: string }>({
    message: ({ from, to }) => `${from} waits for ${to}, which is of another environment`,
    fix: () => 'drop the order; across environments only addresses travel',
    explain: 'Environments are delivered one by one, by whoever delivers them: none can wait for a part of another.',
  }),
  'host/cycle': error<{ waiting: readonly Waiting[] }>({
    message: ({ waiting }) =>
      `nothing can be done first: ${[...waiting, ...waiting.slice(0, 1)].map(({ from }) => from).join(' → ')}${waiting.map(({ from, to, at }) => `\n  ${from} comes after ${to}${place(at)}`).join('')}`,
    fix: () =>
      'take one of them out of the `after` of the other; or make of one command two, what comes first and what comes last',
    explain:
      'Commands of hosts run in the order of `after`, over all hosts of an environment. Of a cycle none can be the first.',
  }),
  'host/unknown-prerequisite': error<{ command: string; prerequisite: string }>({
    message: ({ command, prerequisite }) =>
      `${command} comes after ${prerequisite}, which no host of this environment has`,
    fix: () => 'name a command or a workload of a host of this environment; across environments only addresses travel',
    explain:
      'A command waits for what is in its `after`. What is of another environment is never done by an `apply` of this one.',
  }),
  'host/duplicate-command': error<{ command: string; first: Location | undefined }>({
    message: ({ command, first }) =>
      `two commands are called ${command}${first ? `, the first one at ${first.file}:${first.line}` : ''}`,
    fix: () => 'give one of them another name; a file and a directory are called by their path, a unit by its own name',
    explain:
      'A command is known by its host and its name: what comes after it, and what is said of it, could not tell the two apart.',
  }),
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
  'cluster/outside-network': error<{ who: string; address: string; network: string }>({
    message: ({ who, address, network }) => `${who} is at ${address}, which is outside ${network}`,
    fix: () => 'correct the address, or steading:cluster.network',
    explain:
      'Nodes reach one another in one network. An address outside of it is a slip of the pen more often than a second network.',
  }),
  'endpoint/not-admitted': error<{ from: string; to: string; address: string; admits: readonly string[] }>({
    message: ({ from, to, address, admits }) =>
      `${from} uses ${to}, but the machine there lets in ${list(admits)} only, and pods come from ${address}`,
    fix: ({ address }) => `add a network with ${address} to steading:firewall of that machine's environment`,
    explain:
      'Packets of pods to a machine outside the cluster carry the address of their node. The packet filter of the machine is described by its own environment; both have to agree.',
  }),
  'exposure/duplicate-node-port': error<{ port: number; first: string; second: string }>({
    message: ({ port, first, second }) => `node port ${port} is given to ${first} and to ${second}`,
    fix: () => 'give one of them another port',
    explain:
      'A NodePort is one port on every node of the cluster: the API server refuses the second Service that asks for it.',
  }),
  'exposure/node-port-range': error<{ port: number; endpoint: string; from: number; to: number }>({
    message: ({ port, endpoint, from, to }) => `${endpoint} asks for node port ${port}, outside ${from}–${to}`,
    fix: ({ from, to }) => `choose a port from ${from} to ${to}, or state the cluster's own range`,
    explain:
      'kube-apiserver hands out node ports from --service-node-port-range only (30000–32767 unless told otherwise).',
  }),
  'exposure/duplicate-host': error<{ host: string; first: string; second: string }>({
    message: ({ host, first, second }) => `https://${host} leads to ${first} and to ${second}`,
    fix: () => 'give one of them another host or path',
    explain: 'Two routes for one host and path: which one answers depends on the ingress controller.',
  }),
  'exposure/not-ours': error<{ host: string; endpoint: string }>({
    message: ({ host, endpoint }) => `https://${host} leads to ${endpoint}, which no component of this stack answers`,
    fix: () => 'route to an endpoint of this stack; a HostService carries an address from outside into the cluster',
    explain: 'An ingress route ends at a Service of its own namespace. Somebody else’s address has none.',
  }),
  'endpoint/duplicate': error<{ endpoint: string }>({
    message: ({ endpoint }) => `two endpoints are called ${endpoint}`,
    fix: () => 'give one of them another `name` where it listens',
    explain:
      'An endpoint is known by its component and its name: connections, the model and the manual could not tell the two apart.',
  }),
  'port/out-of-range': error<{ endpoint: string; port: number }>({
    message: ({ endpoint, port }) => `${endpoint} listens on port ${port}, expected a whole number from 1 to 65535`,
    fix: () => 'choose a port that exists',
    explain: 'TCP and UDP ports are 16 bits wide; 0 means "any" and cannot be connected to.',
  }),
  'storage/unknown-class': error<{ volume: string; storageClass: string; known: readonly string[] }>({
    message: ({ volume, storageClass, known }) =>
      `volume ${volume} asks for storage class '${storageClass}', the cluster has ${list(known)}`,
    fix: ({ known }) => `use ${list(known, 'or')}, or state the class among the cluster's`,
    explain: 'A claim for a class that does not exist stays Pending, and its pod with it.',
  }),
  'network/overlap': error<{ first: string; second: string }>({
    message: ({ first, second }) => `${first} overlaps ${second}`,
    fix: () => 'choose ranges that do not overlap',
    explain: 'Service, pod and node addresses must be told apart, or packets go astray.',
  }),
  'network/no-enforcement': warning<{ cluster: string; namespaces: readonly string[] }>({
    message: ({ cluster, namespaces }) =>
      `nothing in cluster '${cluster}' enforces NetworkPolicies, by which ${list(namespaces)} ${namespaces.length > 1 ? 'deny' : 'denies'} traffic`,
    fix: () => "run a CNI that does, and state it as the cluster's `networkPolicy`",
    explain:
      'The API server accepts NetworkPolicies whoever reads them. Without a CNI that enforces them they are words on paper.',
  }),
  'acknowledgement/unused': warning<{ code: string }>({
    message: ({ code }) => `nothing is silenced by the acknowledgement of ${code}`,
    fix: () => 'remove it',
    explain: 'What it accepted is gone. Left in place it would silence the next one, which nobody has looked at.',
  }),
  'acknowledgement/expired': warning<{ code: string; until: string }>({
    message: ({ code, until }) => `${code} was accepted until ${until}, which is past`,
    fix: () => 'put it right, or accept it anew with a reason and a date',
    explain: 'An acknowledgement is for a time, so that somebody looks again.',
  }),
  'acknowledgement/bad-date': error<{ code: string; until: string }>({
    message: ({ code, until }) => `${code} is accepted until '${until}', expected a day like 2027-01-31`,
    fix: () => 'write the last day on which it is accepted',
    explain: 'An acknowledgement ends on a day. One that cannot be read would silence for ever.',
  }),
  'acknowledgement/of-error': error<{ code: string }>({
    message: ({ code }) => `${code} is an error: errors cannot be acknowledged`,
    fix: () => 'put it right',
    explain: 'Warnings can be accepted for a time; an error means that the result would not work.',
  }),
};
