import { numbered, shortened } from '../../../../base/shorten';
import type { Report } from '../../../../preview/report';
import { overview } from '../overview';
import { type Chapter, chapters } from '../risks';
import { type Budget, type Fitted, fitted, omitted } from './budget';
import { cell, code, prose } from './escape';

const NAME = 100;
const SENTENCE = 1_000;

/** Environments × added, changed, removed, risk. */
export function overviewTable({ comparisons }: Report, budget: Budget): Fitted {
  const { columns, rows } = overview(comparisons);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const cells = rows.map(([name = '', ...rest]) => line([cell(shortened(name, NAME)), ...rest]));
  const { text, omitted } = fitted(cells, 'environments', budget);
  const numbers = columns.slice(1, -1).map(() => '--:');
  return { text: [line(columns), line(['---', ...numbers, '---']), text].join('\n'), omitted };
}

/** What keeps environments from being built. */
export function failures({ failed = [] }: Report, budget: Budget): Fitted {
  const lines = failed.flatMap(({ environment, side, findings }) =>
    findings.map(
      ({ code: name, message, fix }) =>
        `- ${code(shortened(environment, NAME))}, ${side}: ${said(message)} (${code(name)}); to fix: ${said(fix)}`,
    ),
  );
  return fitted(lines, 'findings', budget);
}

/** Acceptances that nothing needs, and what is none. */
export function staleness({ stale = [], misread = [] }: Report, budget: Budget): Fitted {
  const needless = stale.map(({ code: name, about, why }) => {
    const whom = about === undefined ? '' : ` for ${code(shortened(about, NAME))}`;
    return `- accepted but does not happen: ${code(shortened(name, NAME))}${whom}, ${said(why)}`;
  });
  return fitted([...misread.map((line) => `- ${said(line)}`), ...needless], 'acceptances', budget);
}

/** What the changes bring about, under the title of each level; what simply happens, folded. */
export function risksText({ comparisons }: Report, budget: Budget): Fitted {
  const all = chapters(comparisons);
  const listed = all.map((chapter) => chapterText(chapter, budget));
  const count = all.reduce((sum, { count }) => sum + count, 0);
  const out = listed.reduce((sum, { out }) => sum + out, 0);
  return { text: listed.map(({ text }) => text).join('\n\n'), omitted: omitted(out, count, 'consequences') };
}

function chapterText({ level, title, groups, count }: Chapter, budget: Budget) {
  const lines: string[] = [];
  let out = 0;
  for (const { code: name, advice, cases } of groups) {
    let head = [`- ${code(name)} ${said(advice)}`];
    for (const { environment, message, accepted } of cases) {
      const why = accepted === undefined ? '' : `, accepted: ${said(accepted)}`;
      const line = `  - ${code(shortened(environment, NAME))}: ${said(message)}${why}`;
      if (!budget.take([...head, line].join('\n'))) {
        out++;
        continue;
      }
      lines.push(...head, line);
      head = [];
    }
  }
  if (out > 0) lines.push(`- … ${numbered(out)} more`);
  const list = lines.join('\n');
  return { text: isFolded(level) ? folded(title, count, list) : `#### ${title}: ${numbered(count)}\n\n${list}`, out };
}

const isFolded = (level: Chapter['level']): boolean => level === 'note' || level === 'accepted';

const folded = (title: string, count: number, text: string): string =>
  `<details><summary>${title}: ${numbered(count)}</summary>\n\n${text}\n\n</details>`;

function said(sentence: string): string {
  return prose(shortened(sentence, SENTENCE));
}
