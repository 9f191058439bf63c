import { catalogue } from '../diagnostics/catalogue';
import { type Finding, finding } from '../diagnostics/finding';
import type { Graph } from '../graph/graph';

/** Takes away the warnings that the stack accepts, and reports acknowledgements that are wrong, past their day or of no use. */
export function acknowledge(graph: Graph, findings: readonly Finding[], today: string): Finding[] {
  const accepted = new Set<string>();
  const reports = graph.acknowledgements.flatMap(({ code, until, at }): Finding[] => {
    const subject = { paths: [graph.environment], at };
    if (catalogue[code].severity === 'error') return [finding('acknowledgement/of-error', { code }, subject)];
    if (!isDay(until)) return [finding('acknowledgement/bad-date', { code, until }, subject)];
    if (until < today) return [finding('acknowledgement/expired', { code, until }, subject)];
    if (!findings.some((found) => found.code === code)) return [finding('acknowledgement/unused', { code }, subject)];
    accepted.add(code);
    return [];
  });
  return [...findings.filter(({ code }) => !accepted.has(code)), ...reports];
}

/** `2027-02-28`, and not a 30th of February. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
