import { error } from '../entry';

/** What TypeScript says of stacks and of what they import. */
export const types = {
  'types/not-assignable': error<{ code: string; reason: string }>({
    message: ({ code, reason }) => `it does not compile: ${reason} (${code})`,
    fix: () => 'correct the line; an editor and `npx tsc --noEmit` say the same',
    explain:
      'TypeScript checks stacks and all that they import, with the options of tsconfig.json. A name that no property has, a wire of another protocol or a value of another type would otherwise pass unseen: what runs has no types left.',
  }),
};
