import { catalogue } from '../diagnostics/catalogue';
import { type Finding, finding } from '../diagnostics/finding';
import type { Graph } from '../graph/graph';

/** Takes away the warnings that the stack accepts, and reports acknowledgements that are wrong, past their day or of no use. */
export function acknowledge(graph: Graph, findings: readonly Finding[], today: string): Finding[] {
  const accepted = new Set<string>();
  const reports = graph.acknowledgements.flatMap(({ code, until, at }): Finding[] => {
    const subject = { paths: [graph.environment], at };
    if (catalogue[code].severity === 'error') return [finding('acknowledgement/of-error', { code }, subject)];
    if (until < today) return [finding('acknowledgement/expired', { code, until }, subject)];
    if (!findings.some((found) => found.code === code)) return [finding('acknowledgement/unused', { code }, subject)];
    accepted.add(code);
    return [];
  });
  return [...findings.filter(({ code }) => !accepted.has(code)), ...reports];
}
