import { error } from '../entry';

/** Mistakes about the files of a tree. */
export const files = {
  'file/duplicate': error<{ path: string; first: string; second: string }>({
    message: ({ path, first, second }) => `'${path}' is written by ${first} and by ${second}`,
    fix: () => 'give one of them another path',
    explain: 'One file, one owner: the second would overwrite what the first wrote.',
  }),
  'file/no-object': error<{ path: string; object: string; component: string }>({
    message: ({ path, object, component }) => `'${path}' is to hold ${object}, which '${component}' does not make`,
    fix: () => 'name an object of that component, as Kind/name, or make it',
    explain: 'A component says where its own objects stand. One that is misspelt would stand somewhere else.',
  }),
};
