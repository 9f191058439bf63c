import type { Subject } from '../check';
import { objectsOf } from '../objects-of';

const ENFORCE = 'pod-security.kubernetes.io/enforce';

/** What each namespace admits, whether it is declared or written by hand. A namespace that says nothing is not in it. */
export function levelsOf({ graph, artifacts }: Pick<Subject, 'graph' | 'artifacts'>): ReadonlyMap<string, string> {
  const declared = graph.namespaces.flatMap(({ name, podSecurity }) =>
    podSecurity ? [[name, podSecurity] as const] : [],
  );
  const written = objectsOf(graph, artifacts, 'Namespace').flatMap(({ manifest: { metadata } }) => {
    const level = metadata.labels?.[ENFORCE];
    return level === undefined ? [] : [[metadata.name, level] as const];
  });
  return new Map([...written, ...declared]);
}
