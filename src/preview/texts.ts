import { sortBy } from '../graph/sort';
import type { TextChange } from './change';
import type { Side, Text } from './side';
import { inWords, type Veil } from './veil';
import { isSecretFile } from './veil/names';

/** Files that are no manifests and belong to no host. */
export function textChanges(before: Side, after: Side, veil: Veil): TextChange[] {
  const hosts = new Set([...hostsOf(before), ...hostsOf(after)]);
  const ours = ({ file }: Text) => !hosts.has(hostOf(file) ?? '');
  return veiledTexts(compareTexts(before.texts.filter(ours), after.texts.filter(ours)), veil);
}

/** Machines of which the tree holds the files: each has its plan there. */
export function hostsOf({ texts }: Side): Set<string> {
  return new Set(texts.flatMap(({ file }) => /^hosts\/([^/]+)\/plan\.json$/.exec(file)?.[1] ?? []));
}

function hostOf(file: string): string | undefined {
  return /^hosts\/([^/]+)\//.exec(file)?.[1];
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

export function veiledTexts(changes: readonly TextChange[], veil: Veil): TextChange[] {
  return changes.map(({ before, after, ...change }) => {
    const hide = (text: string) => (isSecretFile(change.file) ? veil.whole(text) : veil.hidden(text));
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
