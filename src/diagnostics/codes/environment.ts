import { error } from '../entry';

/** Environments and their stack files. */
export const environment = {
  'environment/not-loaded': error<{ file: string; reason: string }>({
    message: ({ file, reason }) => `${file} cannot be loaded: ${reason}`,
    fix: () => 'correct the file; `npx tsc --noEmit` says more',
    explain:
      'An environment is a TypeScript file. It must compile, find what it imports, and do nothing when it is imported.',
  }),
  'environment/not-built': error<{ environment: string; reason: string }>({
    message: ({ environment, reason }) => `building '${environment}' failed: ${reason}`,
    fix: () => 'correct the line; Steading reports all other mistakes of a stack together',
    explain: 'The `build` function of the environment threw an exception.',
  }),
};
