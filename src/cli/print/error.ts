import { tell } from './output';

/** Prints what went wrong and what to do. Further lines are set apart: whoever is quoted there cannot speak for us. */
export function tellError({ message, fix }: { readonly message: string; readonly fix: string }): void {
  tell(`error: ${set(message)}\nto fix: ${set(fix)}\n`);
}

const set = (text: string): string => text.replaceAll('\n', '\n       | ');
