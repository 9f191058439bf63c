import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { model } from '../../src/backends/model';
import { text } from '../../src/backends/yaml';
import { readConfig } from '../../src/config/read';
import type { Environment } from '../../src/model/environment';
import { synthesize } from '../../src/synthesize';
import gpu from '../../stacks/gpu';
import homelab from '../../stacks/homelab';
import { ROOT } from './steading';

/** What is in the project's `Pulumi.homelab.yaml`. */
export const HOMELAB = readFileSync(join(ROOT, 'Pulumi.homelab.yaml'), 'utf8');
/** What is in the project's `Pulumi.gpu.yaml`. */
export const GPU = readFileSync(join(ROOT, 'Pulumi.gpu.yaml'), 'utf8');

/** Builds the homelab in this process, from a configuration and a stack that are the project's own unless told otherwise. */
export async function build(
  config = HOMELAB,
  environment: Environment = homelab as unknown as Environment,
  gpuConfig = GPU,
) {
  const resolved = {
    config: configOf(config, environment),
    others: { gpu: gpu.endpoints?.(configOf(gpuConfig, gpu) as never) },
    sealed: new Map(),
    today: '2026-01-01',
  };
  const { graph, artifacts, findings } = await synthesize(environment, resolved);
  const files = Object.fromEntries(artifacts.map((artifact) => [artifact.path, text(artifact)]));
  return { graph, artifacts, files, findings, model: model(graph, artifacts) };
}

function configOf(source: string, { name, config }: Pick<Environment, 'name' | 'config'>) {
  const read = readConfig(`Pulumi.${name}.yaml`, source, config);
  if ('findings' in read) throw new Error(read.findings.map(({ message }) => message).join('; '));
  return read.config;
}
