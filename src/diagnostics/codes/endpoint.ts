import { error, list } from '../entry';

/** Endpoints of components. */
export const endpoint = {
  'endpoint/not-admitted': error<{ from: string; to: string; address: string; admits: readonly string[] }>({
    message: ({ from, to, address, admits }) =>
      `${from} uses ${to}, but the machine there lets in ${list(admits)} only, and pods come from ${address}`,
    fix: ({ address }) => `add a network with ${address} to steading:firewall of that machine's environment`,
    explain:
      'Packets of pods to a machine outside the cluster carry the address of their node. The packet filter of the machine is described by its own environment; both have to agree.',
  }),
  'endpoint/duplicate': error<{ endpoint: string }>({
    message: ({ endpoint }) => `two endpoints are called ${endpoint}`,
    fix: () => 'give one of them another `name` where it listens',
    explain:
      'An endpoint is known by its component and its name: connections, the model and the manual could not tell the two apart.',
  }),
};
