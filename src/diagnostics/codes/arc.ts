import { error } from '../entry';

/** Actions Runner Controller. */
export const arc = {
  'arc/no-api-server': error<{ name: string; namespace: string }>({
    message: ({ name, namespace }) =>
      `${name} asks the API server, which namespace '${namespace}' lets nobody reach: it denies traffic`,
    fix: ({ namespace }) =>
      `leave \`traffic: 'denied'\` away from '${namespace}'; runners are in a namespace of their own`,
    explain:
      'The controller and its listeners watch and make objects. Packets to the API server go to the address of a node, which no connection of a stack names, so default deny drops them and no runner is ever made.',
  }),
};
