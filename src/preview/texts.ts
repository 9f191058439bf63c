import { sortBy } from '../graph/sort';
import type { TextChange } from './change';
import type { Text } from './side';

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
