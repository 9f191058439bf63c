import { manifestsOf } from './backends/artifact';
import { text } from './backends/yaml';
import type { Finding } from './diagnostics/finding';
import type { Manifest } from './kubernetes/manifest';
import type { ClusterProps } from './model/cluster';
import { type ConfigSchema, defineEnvironment, type Environment, type Uses } from './model/environment';
import type { Stack } from './model/stack';
import { Cpu, Size } from './model/units';
import { Project } from './project';
import { type Resolved, type Synthesis, synthesize } from './synthesize';

/** What an environment makes. */
export interface Rendered {
  /** What `steading check` says of it. */
  readonly findings: readonly Finding[];
  /** Every object of its tree. */
  readonly objects: readonly Manifest[];
  /** Text of each file of its tree, by path. */
  readonly files: Readonly<Record<string, string>>;
}

/** A k3s cluster of one amd64 machine with 8 cores and 32 GiB, for the test of a single construct. */
export const CLUSTER: ClusterProps = {
  kubernetes: '1.35',
  nodes: { 'node-1': { architecture: 'amd64', cpu: Cpu.cores(8), memory: Size.gibibytes(32) } },
  address: '192.168.1.10',
  serviceCidr: '10.43.0.0/16',
  podCidr: '10.42.0.0/16',
  storageClasses: ['local-path'],
  networkPolicy: 'kube-router',
};

/** No acknowledgement is past this day. */
const EARLY = '1970-01-01';

/**
 * Makes the tree of an environment from the configuration and the secrets below `root`. Writes nothing.
 * Errors: an exception that holds the findings where the configuration or the stack is wrong.
 * @param root folder of `stacks/` and `Pulumi.<env>.yaml`. Default: the working directory
 */
export async function render<S extends ConfigSchema, E, U extends Uses>(
  environment: Environment<S, E, U>,
  root = process.cwd(),
): Promise<Rendered> {
  const any = environment as unknown as Environment;
  return rendered(await synthesize(any, new Project(root, EARLY).resolve(any)));
}

/** Makes the tree of a stack that is called `test` and reads no configuration. */
export async function declare(build: (stack: Stack) => void): Promise<Rendered> {
  const nothing: Resolved = { config: {}, others: {}, sealed: new Map(), today: EARLY };
  return rendered(await synthesize(defineEnvironment({ name: 'test', config: {}, build }) as Environment, nothing));
}

function rendered({ artifacts, findings }: Synthesis): Rendered {
  const files = Object.fromEntries(artifacts.map((artifact) => [artifact.path, text(artifact)]));
  return { findings, objects: manifestsOf(artifacts), files };
}
