import { shortened } from '../../../../base/shorten';
import { differs } from '../../../../preview/comparison';
import type { Report } from '../../../../preview/report';
import { verdict } from '../../../../preview/verdict';
import { Budget, type Fitted } from './budget';
import { code, prose } from './escape';
import { folded } from './folded';
import { marker } from './marker';
import { failures, overviewTable, risksText, staleness } from './summary';

/** GitHub refuses more than 65,536. One is the caller's, for the end of the last line. */
const LIMIT = 65_000 - 1;
/** For titles, for the counts of what is left out, and for where the whole is. */
const RESERVE = 4_000;
const SENTENCE = 1_000;
const NOTHING: Fitted = { text: '', omitted: [] };

/** For the one comment of a pull request: what matters most comes first, and stays where not all has room. */
export function markdown(report: Report): string {
  const { comparisons, before, after, failedBy = [] } = report;
  const head = [
    `${marker(report.name)}\n**${prose(shortened(verdict(report), SENTENCE))}**`,
    ...(before && after ? [prose(shortened(`${before} → ${after}`, SENTENCE))] : []),
    ...(failedBy.length > 0 ? [`fails by: ${failedBy.map(code).join(', ')}`] : []),
  ];
  const budget = new Budget(LIMIT - RESERVE);
  budget.take(head.join('\n\n'));
  const parts = [
    budget.share(0.3, (part) => failures(report, part)),
    comparisons.some(differs) ? budget.share(0.4, (part) => overviewTable(report, part)) : NOTHING,
    budget.share(0.6, (part) => risksText(report, part)),
    budget.share(0.2, (part) => staleness(report, part)),
    folded(comparisons, budget),
  ];
  const texts = parts.map(({ text }) => text).filter((text) => text !== '');
  return [
    ...head,
    ...texts,
    ...ending(
      parts.flatMap(({ omitted }) => omitted),
      report.whole,
    ),
  ].join('\n\n');
}

function ending(omitted: readonly string[], whole: string | undefined): string[] {
  const place = whole === undefined ? '`steading preview --format html`' : link(shortened(whole, SENTENCE));
  if (omitted.length > 0) return [`**left out** for want of room: ${omitted.join(', ')}; the whole: ${place}`];
  return whole === undefined ? [] : [`the whole: ${place}`];
}

function link(whole: string): string {
  const isAddress = URL.canParse(whole) && /^https?:/.test(whole);
  return isAddress ? `<${new URL(whole).href.replaceAll(/[<>\s]/g, encodeURIComponent)}>` : code(whole);
}
