import { type Artifact, loweredOf } from '../../backends/artifact';
import { type Finding, finding } from '../../diagnostics/finding';
import { missingOf } from '../../graph/nodes';
import type { Subject } from '../check';
import { placeOf } from '../objects-of';

/** Sets aside what cannot be named, so that every other check may rely on it that an object has version, kind and name. */
export function complete({ graph, artifacts }: Subject): { found: Finding[]; artifacts: readonly Artifact[] } {
  const found = loweredOf(artifacts).flatMap(({ manifest, component }) => {
    const missing = missingOf(manifest);
    const path = `${graph.environment}/${component}`;
    return missing.length > 0 ? [finding('object/incomplete', { path, missing }, placeOf(graph, component))] : [];
  });
  if (found.length === 0) return { found, artifacts };
  const rest = artifacts.map((artifact) => ({
    ...artifact,
    content:
      typeof artifact.content === 'string'
        ? artifact.content
        : artifact.content.filter(({ manifest }) => missingOf(manifest).length === 0),
  }));
  return { found, artifacts: rest };
}
