import { error } from '../entry';

/** Port numbers. */
export const port = {
  'port/out-of-range': error<{ endpoint: string; port: number }>({
    message: ({ endpoint, port }) => `${endpoint} listens on port ${port}, expected a whole number from 1 to 65535`,
    fix: () => 'choose a port from 1 to 65535',
    explain: 'TCP and UDP ports are 16 bits wide; 0 means "any" and cannot be connected to.',
  }),
};
