import { sortBy } from '../base/sort';
import type { TextChange } from './change';
import type { Text } from './side';
import { inWords, type Veil } from './veil';
import { isSecretFile, isSecretText } from './veil/names';

/** What became of files, by their names. */
export function compareTexts(before: readonly Text[], after: readonly Text[]): TextChange[] {
  const old = new Map(before.map(({ file, content }) => [file, content]));
  const now = new Map(after.map(({ file, content }) => [file, content]));
  return sortBy(new Set([...old.keys(), ...now.keys()]), (file) => file).flatMap((file): TextChange[] => {
    const [was, is] = [old.get(file), now.get(file)];
    if (was === is) return [];
    if (was === undefined) return [{ what: 'added', file, after: is as string }];
    if (is === undefined) return [{ what: 'removed', file, before: was }];
    return [{ what: 'changed', file, before: was, after: is }];
  });
}

export function veiledTexts(changes: readonly TextChange[], veil: Veil): TextChange[] {
  return changes.map(({ before, after, ...change }) => {
    const isSecret = isSecretFile(change.file) || isSecretText(before) || isSecretText(after);
    const hide = (text: string) => (isSecret ? veil.entirely(text) : veil.hidden(text));
    const said = inWords({
      before: before === undefined ? undefined : hide(before),
      after: after === undefined ? undefined : hide(after),
      fields: [],
    });
    return {
      ...change,
      ...(said.before !== undefined && { before: said.before }),
      ...(said.after !== undefined && { after: said.after }),
    };
  });
}
