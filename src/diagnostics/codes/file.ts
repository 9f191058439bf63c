import { error, warning } from '../entry';

/** Files in a tree, and files that `check` reads. */
export const file = {
  'file/duplicate': error<{ path: string; first: string; second: string }>({
    message: ({ path, first, second }) => `'${path}' is written by ${first} and by ${second}`,
    fix: () => 'give one of them another path',
    explain: 'One file, one owner: the second would overwrite what the first wrote.',
  }),
  'file/unreadable': error<{ file: string; problem: string }>({
    message: ({ file, problem }) => `'${file}' cannot be read: ${problem}`,
    fix: () => 'write YAML or JSON that kubectl takes',
    explain: 'Of a file that is no YAML or JSON nothing is applied, and nothing was checked.',
  }),
  'file/duplicate-key': error<{ file: string; key: string }>({
    message: ({ file, key }) => `'${key}' stands twice in one map of '${file}'`,
    fix: () => 'keep one of them, with all that is in both',
    explain:
      'YAML forbids it. kubectl keeps the last one and loses the other in silence; kustomize, and so Flux and Argo CD, refuse the file.',
  }),
  'file/name-no-text': error<{ file: string; kind: string; got: string }>({
    message: ({ file, kind, got }) => `'${file}' names a ${kind} by what YAML reads as ${got}, which is no text`,
    fix: () => 'put the name in quotes',
    explain:
      'To kubectl, n, y, on, off, yes and no are truth values, and 1 is a number. The API server refuses such names.',
  }),
  'file/passed-over': warning<{ file: string; what: string; how: string }>({
    message: ({ file, what }) => `'${file}' is ${what}, and was not checked`,
    fix: ({ how }) => how,
    explain: 'Only a program makes manifests of templates, charts and patches. What it makes can be checked.',
  }),
  'file/no-object': error<{ path: string; object: string; component: string }>({
    message: ({ path, object, component }) => `'${path}' is to hold ${object}, which '${component}' does not make`,
    fix: () => 'name an object of that component, as Kind/name, or make it',
    explain: 'A component says where its own objects stand. One that is misspelt would stand somewhere else.',
  }),
};
