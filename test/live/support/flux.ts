import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Artifact, Lowered } from '../../../src/backends/artifact';
import { identity } from '../../../src/checks/object/objects';
import type { Graph } from '../../../src/graph/graph';
import { binary } from '../../../tools/build';
import { build, filesOf, toldOf } from '../../support/kustomize';
import { say } from './report';
import type { Document } from './tree';

/**
 * What Flux is told, and then what kustomize makes of each Kustomization's folder, none before what it depends on;
 * of each the namespaces first, as Flux does it.
 */
export async function asFluxDelivers(
  graph: Graph,
  documents: readonly Document[],
  artifacts: readonly Artifact[],
): Promise<Document[]> {
  const program = await binary('kustomize', say);
  const known = new Map(documents.map((document) => [identity(document as Lowered), document]));
  const folder = mkdtempSync(join(tmpdir(), 'steading-flux-'));
  try {
    for (const [path, text] of Object.entries(filesOf(artifacts))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const delivered: Document[] = [];
    for (const { name, path } of toldOf(graph, artifacts)) {
      const built = (await build(program, join(folder, path))).map(({ manifest, text }): Document => {
        const object = identity({ manifest } as Lowered);
        const document = known.get(object);
        if (!document) throw new Error(`Kustomization ${name} delivers ${object}, of which nobody knows`);
        known.delete(object);
        return { ...document, text };
      });
      delivered.push(...built.sort((a, b) => turn(a) - turn(b)));
    }
    return [...known.values(), ...delivered];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const turn = ({ manifest: { kind } }: Document): number => (kind === 'Namespace' ? 0 : 1);
