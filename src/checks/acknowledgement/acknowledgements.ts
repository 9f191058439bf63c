import { type Code, catalogue } from '../../diagnostics/catalogue';
import { type Finding, finding } from '../../diagnostics/finding';
import type { Graph } from '../../graph/graph';

/** Takes away the warnings that the stack accepts, and reports acknowledgements that are wrong, past their day or of no use. */
export function acknowledge(
  graph: Graph,
  findings: readonly Finding[],
  today: string,
  concerns: (code: Code) => boolean = (code) => !ofCharts(code),
): Finding[] {
  const accepted = new Set<Finding>();
  const asked = graph.acknowledgements.filter(({ code }) => concerns(code));
  const reports = asked.flatMap(({ code, until, path, at }): Finding[] => {
    const subject = { paths: [path], at };
    if (catalogue[code].level === 'error') return [finding('acknowledgement/of-error', { code }, subject)];
    if (!isDay(until)) return [finding('acknowledgement/bad-date', { code, until }, subject)];
    if (until < today) return [finding('acknowledgement/expired', { code, until }, subject)];
    const silenced = findings.filter((found) => found.code === code && isWithin(found, path, graph.environment));
    for (const found of silenced) accepted.add(found);
    return silenced.length > 0 ? [] : [finding('acknowledgement/unused', { code }, subject)];
  });
  return [...findings.filter((found) => !accepted.has(found)), ...reports];
}

/** Only who renders the charts can say whether one of these is of use. */
export const ofCharts = (code: Code): boolean => code.startsWith('chart/');

function isWithin({ paths }: Finding, path: string, environment: string): boolean {
  return path === environment || paths.some((one) => one === path || one.startsWith(`${path}/`));
}

/** `2027-02-28`, and not a 30th of February. */
function isDay(text: string): boolean {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []).map(Number);
  if (!year || !month || !day) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}
