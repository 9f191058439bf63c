import { text } from '../backends/yaml';
import type { SecretNode } from '../graph/graph';
import type { Synthesis } from '../synthesize';

export interface TreeChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** Which files of a tree another configuration changes. */
export function treeChanges(was: Synthesis, becomes: Synthesis): TreeChanges {
  const [before, after] = [was, becomes].map(
    ({ artifacts }) => new Map(artifacts.map((artifact) => [artifact.path, text(artifact)])),
  ) as [Map<string, string>, Map<string, string>];
  return {
    added: [...after.keys()].filter((path) => !before.has(path)),
    changed: [...after.keys()].filter((path) => before.has(path) && before.get(path) !== after.get(path)),
    removed: [...before.keys()].filter((path) => !after.has(path)),
  };
}

/** Keys that a person fills now and did not before. */
export function newKeys(was: Synthesis, becomes: Synthesis) {
  const asked = ({ graph: { secrets } }: Synthesis) =>
    secrets
      .filter(({ store }) => store === 'manual')
      .flatMap(({ namespace, name, keys }: SecretNode) => keys.map((key) => ({ namespace, name, key: key.name })));
  const known = new Set(asked(was).map((key) => JSON.stringify(key)));
  return asked(becomes).filter((key) => !known.has(JSON.stringify(key)));
}
