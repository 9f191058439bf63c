import { error } from '../entry';

/** Addresses of a cluster. */
export const cluster = {
  'cluster/outside-network': error<{ who: string; address: string; network: string }>({
    message: ({ who, address, network }) => `${who} is at ${address}, which is outside ${network}`,
    fix: () => 'correct the address, or steading:cluster.network',
    explain:
      'Nodes reach one another in one network. An address outside of it is a slip of the pen more often than a second network.',
  }),
};
