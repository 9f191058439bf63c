import { sortBy } from '../graph/sort';
import type { TextChange } from './change';
import type { Side, Text } from './side';

/** Files that are no manifests and belong to no host. */
export function textChanges(before: Side, after: Side): TextChange[] {
  const ours = ({ file }: Text) => !file.startsWith('hosts/');
  return compareTexts(before.texts.filter(ours), after.texts.filter(ours));
}

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
