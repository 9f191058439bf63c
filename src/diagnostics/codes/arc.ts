import { error } from '../entry';

/** Actions Runner Controller. */
export const arc = {
  'arc/no-api-server': error<{ name: string; namespace: string }>({
    message: ({ name, namespace }) =>
      `${name} connects to the API server, but namespace '${namespace}' denies all traffic`,
    fix: ({ namespace }) => `remove \`traffic: 'denied'\` from '${namespace}'; the runners have their own namespace`,
    explain:
      'The controller and its listeners watch and create objects. Packets to the API server go to the address of a node, which no connection in a stack names. The default-deny policy drops them, and the controller creates no runner.',
  }),
};
