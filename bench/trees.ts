// Child process: `trees.ts FOLDER OBJECTS` writes a fleet twice, below `old/` and `new/`; in the second, one object in a hundred has changed.
import { join } from 'node:path';
import type { Artifact, Lowered } from '../src/backends/artifact';
import { treeOf } from '../src/cli/commands/synth';
import type { Stack } from '../src/model/stack';
import { synthesize } from '../src/synthesize';
import { writeTrees } from '../src/write';
import { type Ciphertext, declareFleet } from './fleet';

const ONE_IN = 100;

function changed({ manifest, ...lowered }: Lowered): Lowered {
  const labels = { ...manifest.metadata.labels, 'app.kubernetes.io/version': 'next' };
  return { ...lowered, manifest: { ...manifest, metadata: { ...manifest.metadata, labels } } };
}

async function main([folder = '', objects]: readonly string[]): Promise<void> {
  const sealed: Ciphertext = new Map();
  const build = (stack: Stack) => declareFleet(stack, Number(objects), sealed);
  const resolved = { config: {}, others: {}, sealed, today: '2026-01-31' };
  const { artifacts, ...rest } = await synthesize({ name: 'fleet', config: {}, build }, resolved);
  let count = 0;
  const now = artifacts.map((artifact): Artifact => {
    const { content } = artifact;
    if (typeof content === 'string') return artifact;
    return { ...artifact, content: content.map((one) => (count++ % ONE_IN === 0 ? changed(one) : one)) };
  });
  await writeTrees(join(folder, 'old'), [treeOf({ ...rest, artifacts })]);
  await writeTrees(join(folder, 'new'), [treeOf({ ...rest, artifacts: now })]);
  process.stdout.write(JSON.stringify({ objects: count }));
}

void main(process.argv.slice(2));
