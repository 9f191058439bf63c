import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { model } from '../../src/backends/model';
import { text } from '../../src/backends/yaml';
import { readConfig } from '../../src/config/read';
import { synthesize } from '../../src/synthesize';
import pi from '../../stacks/pi';
import { ROOT } from './steading';

const FILE = 'Pulumi.pi.yaml';

/** Builds environment `pi` in this process, from the project's own configuration. */
export async function build() {
  const read = readConfig(FILE, readFileSync(join(ROOT, FILE), 'utf8'), pi.config);
  if ('findings' in read) throw new Error(read.findings.map(({ message }) => message).join('; '));
  const resolved = { config: read.config, others: {}, sealed: new Map(), today: '2026-01-01' };
  const { graph, artifacts, findings } = await synthesize(pi as never, resolved);
  const files = Object.fromEntries(artifacts.map((artifact) => [artifact.path, text(artifact)]));
  return { graph, files, findings, model: model(graph, artifacts) };
}
