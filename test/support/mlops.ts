import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { model } from '../../src/backends/model';
import { text } from '../../src/backends/yaml';
import { readConfig } from '../../src/config/read';
import { synthesize } from '../../src/synthesize';
import mlops from '../../stacks/mlops';
import { ROOT } from './steading';

const FILE = 'Pulumi.mlops.yaml';
/** What is in the project's `Pulumi.mlops.yaml`. */
export const MLOPS = readFileSync(join(ROOT, FILE), 'utf8');

/** Builds environment `mlops` in this process, from the project's own configuration unless told otherwise. */
export async function build(config = MLOPS) {
  const read = readConfig(FILE, config, mlops.config);
  if ('findings' in read) throw new Error(read.findings.map(({ message }) => message).join('; '));
  const resolved = { config: read.config, others: {}, sealed: new Map(), today: '2026-01-01' };
  const { graph, artifacts, findings } = await synthesize(mlops as never, resolved);
  const files = Object.fromEntries(artifacts.map((artifact) => [artifact.path, text(artifact)]));
  return { graph, artifacts, files, findings, model: model(graph, artifacts) };
}
