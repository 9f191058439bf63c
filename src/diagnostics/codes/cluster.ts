import { error } from '../entry';

/** Addresses of a cluster. */
export const cluster = {
  'cluster/outside-network': error<{ who: string; address: string; network: string }>({
    message: ({ who, address, network }) => `${who} is at ${address}, which is outside ${network}`,
    fix: () => 'correct the address or steading:cluster.network',
    explain: 'All nodes share one network. An address outside of it is usually a typing error.',
  }),
};
