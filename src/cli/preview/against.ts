import { join } from 'node:path';
import { Refusal } from '../../base/refusal';
import { sideOf } from '../../preview/read/graph';
import { sideOfTree } from '../../preview/read/tree';
import { emptySide, type Side } from '../../preview/side';
import type { Synthesis } from '../../synthesize';
import { standing } from '../../write/ground';
import { readOwnership } from '../../write/ownership';
import { treeOf } from '../commands/synth';
import { filesBelow } from './folder';

/** What a folder has of an environment in `<env>/`, as `steading synth --out` writes it. What is not Steading's there stays as it is, and is left out. */
export function sideAgainst(folder: string, environment: string): Side {
  const tree = join(folder, environment);
  const is = standing(tree);
  if (is === 'nothing') return emptySide(environment);
  // Git keeps links: whoever writes into a repository could have any folder printed.
  if (is !== 'folder')
    throw new Refusal(
      'usage',
      `${tree} is a ${is}, expected a folder`,
      `remove it, or compare with another folder than ${folder}`,
    );
  const owned = new Set(readOwnership(tree));
  const files = filesBelow(tree).filter(({ file }) => owned.size === 0 || owned.has(file));
  return sideOfTree(environment, files);
}

/** The same of a graph, read as it would be written. */
export function sideAsTree(synthesis: Synthesis): Side {
  const { environment, files } = treeOf(synthesis);
  const side = sideOfTree(
    environment,
    files.map(({ path: file, content }) => ({ file, content })),
  );
  const { beyond } = sideOf(synthesis.graph, synthesis.artifacts);
  return { ...side, ...(beyond && { beyond }) };
}
