import { error, warning } from '../entry';

/** k3s. */
export const k3s = {
  'k3s/no-server': error<{ name: string; address: string }>({
    message: ({ name, address }) => `${name} has no server: no node has the address of the cluster, ${address}`,
    fix: () => 'give the node that shall keep the state of the cluster that address, in steading:cluster.nodes',
    explain: 'The node at the address of the cluster is the server; the others join it there.',
  }),
  'k3s/no-address': error<{ name: string; node: string }>({
    message: ({ name, node }) => `${name} is to prepare node '${node}', which has no address`,
    fix: ({ node }) => `say ${node}'s address in steading:cluster.nodes`,
    explain: 'Nodes are prepared over SSH.',
  }),
  'k3s/state-on-sd': warning<{ host: string }>({
    message: ({ host }) => `the state of the cluster stands on ${host}, which has an SD card`,
    fix: ({ host }) => `make another host the server, or put an SSD into ${host} and say disk: ssd`,
    explain:
      "k3s writes to its datastore all the time, some ten gigabytes a day with a dozen nodes. An SD card wears out within months, and with it goes the cluster. k3s' own documentation asks for an SSD.",
  }),
};
