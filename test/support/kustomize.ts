import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { type Artifact, loweredOf } from '../../src/backends/artifact';
import { text } from '../../src/backends/yaml';
import type { Graph } from '../../src/graph/graph';
import type { Manifest } from '../../src/kubernetes/manifest';
import { run } from './steading';

/** An object as kustomize wrote it. */
export interface Built {
  readonly manifest: Manifest;
  readonly text: string;
}

/** What a Flux Kustomization delivers. */
export interface Told {
  readonly name: string;
  /** In the tree. */
  readonly path: string;
  readonly dependsOn: readonly string[];
}

/** The Kustomizations of a tree, none before what it depends on. Throws where they wait for one another. */
export function toldOf({ delivery }: Graph, artifacts: readonly Artifact[]): Told[] {
  const root = delivery.engine === 'plain' || delivery.path === '' ? './' : `./${delivery.path}/`;
  const open = loweredOf(artifacts)
    .filter(({ manifest }) => manifest.apiVersion === 'kustomize.toolkit.fluxcd.io/v1')
    .map(({ manifest: { metadata, spec } }): Told => {
      const { path, dependsOn = [] } = spec as { path: string; dependsOn?: readonly { readonly name: string }[] };
      return { name: metadata.name, path: path.slice(root.length), dependsOn: dependsOn.map(({ name }) => name) };
    });
  const done = new Map<string, Told>();
  while (done.size < open.length) {
    const ready = open.filter(({ name, dependsOn }) => !done.has(name) && dependsOn.every((other) => done.has(other)));
    if (ready.length === 0) throw new Error(`wait for one another: ${open.map(({ name }) => name).join(', ')}`);
    for (const told of ready) done.set(told.name, told);
  }
  return [...done.values()];
}

/** The files of a tree by their paths. */
export function filesOf(artifacts: readonly Artifact[]): Record<string, string> {
  return Object.fromEntries(artifacts.map((artifact) => [artifact.path, text(artifact)]));
}

/** What `kustomize build` makes of a folder. */
export async function build(program: string, folder: string): Promise<Built[]> {
  const { code, stdout, stderr } = await run(program, ['build', folder]);
  if (code !== 0) throw new Error(stderr);
  return stdout.split(/^---\n/m).flatMap((one) =>
    parseAllDocuments(one, { version: '1.1', uniqueKeys: true }).map((read) => {
      if (read.errors[0]) throw read.errors[0];
      return { manifest: read.toJS() as Manifest, text: one };
    }),
  );
}

export const kustomizeIn = (folder: string): string => join(folder, 'kustomize');
