import { error, list } from '../entry';

/** Endpoints of components. */
export const endpoint = {
  'endpoint/not-admitted': error<{ from: string; to: string; address: string; admits: readonly string[] }>({
    message: ({ from, to, address, admits }) =>
      `${from} uses ${to}, but the firewall of that machine admits ${list(admits)} only, and pods connect from ${address}`,
    fix: ({ address }) => `add a network with ${address} to steading:firewall of that machine's environment`,
    explain:
      'Packets from pods to a machine outside the cluster carry the address of their node. The environment of the machine declares its packet filter; both environments have to agree.',
  }),
  'endpoint/duplicate': error<{ endpoint: string }>({
    message: ({ endpoint }) => `two endpoints have the name ${endpoint}`,
    fix: () => 'give one of them another `name` where it listens',
    explain:
      'Component and name identify an endpoint: connections, the model and the manual could not distinguish the two.',
  }),
};
