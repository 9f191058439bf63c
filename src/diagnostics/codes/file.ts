import { error, warning } from '../entry';

/** Files in a tree, and files that `check` reads. */
export const file = {
  'file/duplicate': error<{ path: string; first: string; second: string }>({
    message: ({ path, first, second }) => `${first} and ${second} both write file '${path}'`,
    fix: () => 'choose another path for one of the two',
    explain: 'A file has one owner: the second component would overwrite the file of the first.',
  }),
  'file/unreadable': error<{ file: string; problem: string }>({
    message: ({ file, problem }) => `file '${file}' cannot be read: ${problem}`,
    fix: () => 'write YAML or JSON that kubectl takes',
    explain: 'kubectl applies nothing from a file that is not valid YAML or JSON, and Steading cannot check it.',
  }),
  'file/duplicate-key': error<{ file: string; key: string }>({
    message: ({ file, key }) => `a map in file '${file}' contains key '${key}' twice`,
    fix: () => 'merge the two entries into one',
    explain:
      'YAML forbids duplicate keys. kubectl silently keeps only the last entry; kustomize, and therefore Flux and Argo CD, refuse the file.',
  }),
  'file/name-no-text': error<{ file: string; kind: string; got: string }>({
    message: ({ file, kind, got }) =>
      `file '${file}' gives a ${kind} a name that YAML reads as ${got}, not as a string`,
    fix: () => 'quote the name',
    explain:
      'kubectl reads n, y, on, off, yes and no as booleans and 1 as a number. The API server refuses such names.',
  }),
  'file/passed-over': warning<{ file: string; what: string; how: string }>({
    message: ({ file, what }) => `file '${file}' is ${what}; Steading did not check it`,
    fix: ({ how }) => how,
    explain:
      'Templates, charts and patches become manifests only when a program renders them. Steading can check the rendered manifests.',
  }),
  'file/no-object': error<{ path: string; object: string; component: string }>({
    message: ({ path, object, component }) =>
      `file '${path}' should contain ${object}, which component '${component}' does not create`,
    fix: () => 'name an object of that component as Kind/name, or create the object',
    explain: 'A component chooses the files of its own objects. An object with a misspelt name goes into another file.',
  }),
};
