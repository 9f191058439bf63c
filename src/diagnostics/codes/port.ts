import { error } from '../entry';

/** Port numbers. */
export const port = {
  'port/out-of-range': error<{ endpoint: string; port: number }>({
    message: ({ endpoint, port }) => `${endpoint} listens on port ${port}, expected a whole number from 1 to 65535`,
    fix: () => 'choose a port from 1 to 65535',
    explain: 'TCP and UDP ports are 16 bits wide; 0 means "any" and cannot be connected to.',
  }),
  'port/taken-on-node': error<{ object: string; first: string; port: string }>({
    message: ({ object, first, port }) => `${object} takes port ${port}, which ${first} has`,
    fix: () => 'give one of them another hostPort, or a Service in place of it',
    explain:
      'One process listens on a port of a node. The pod that comes second stays Pending, or ends at once where it shares the network of the node.',
  }),
};
