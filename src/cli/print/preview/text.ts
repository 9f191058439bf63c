import { bothShortened, numbered, shortened } from '../../../base/shorten';
import { visible } from '../../../base/visible';
import { plural } from '../../../diagnostics/entry';
import type { Finding } from '../../../diagnostics/finding';
import { type Comparison, differs } from '../../../preview/comparison';
import type { Report } from '../../../preview/report';
import { verdict } from '../../../preview/verdict';
import pc from '../colour';
import { findingsText } from '../findings';
import { table } from '../table';
import type { Entry } from './entries';
import type { Line } from './lines';
import { overview } from './overview';
import { type Chapter, chapters } from './risks';
import { type Section, sectionsOf } from './sections';

const LINE = 160;
const LINES = 60;
const INDENT = '    ';

/** For a terminal: what changes, what it brings about, then every field. One line where nothing changes. */
export function text(report: Report): string {
  const { comparisons, before, after } = report;
  const said = [...chapters(comparisons).map(chapterText), ...outcome(report)];
  const some = comparisons.some(differs);
  if (!some && said.length === 0)
    return [visible([verdict(report), ...asides(comparisons)].join('; ')), ...notesOf(comparisons)].join('\n\n');
  return [
    ...(before && after ? [pc.dim(visible(`${before} → ${after}`))] : []),
    pc.bold(visible(verdict(report))),
    ...(some ? [overviewText(report)] : []),
    ...said,
    ...comparisons.flatMap((comparison) => {
      const sections = sectionsOf(comparison).map(sectionText);
      return sections.length > 0 ? [[pc.bold(visible(comparison.environment)), ...sections].join('\n')] : [];
    }),
  ].join('\n\n');
}

/** What is no change, and may be worth knowing. */
function asides(comparisons: readonly Comparison[]): string[] {
  const moved = comparisons.reduce((sum, { relocations }) => sum + relocations.length, 0);
  return moved > 0 ? [`${plural(moved, 'object')} in another file`] : [];
}

function notesOf(comparisons: readonly Comparison[]): string[] {
  return comparisons.flatMap(({ environment, notes }) =>
    notes.length > 0
      ? [[pc.bold(visible(environment)), ...notes.map((note) => `${INDENT}${visible(note)}`)].join('\n')]
      : [],
  );
}

function overviewText({ comparisons }: Report): string {
  const { columns, rows } = overview(comparisons);
  const painted = rows.map(([name = '', ...cells]) => [
    visible(name),
    ...cells.slice(0, -1),
    pc.red(cells.at(-1) ?? ''),
  ]);
  return table(columns, painted);
}

const PAINT = { error: pc.red, warning: pc.yellow, note: pc.cyan, accepted: pc.dim };

function chapterText({ level, title, groups }: Chapter): string {
  const said = groups.flatMap(({ code, advice, cases }) => [
    `  ${PAINT[level](code)}  ${pc.dim(visible(advice))}`,
    ...cases.map(
      ({ environment, message, accepted }) =>
        `${INDENT}${visible(`${environment}: ${message}${accepted === undefined ? '' : ` (accepted: ${accepted})`}`)}`,
    ),
  ]);
  return [pc.bold(title), ...said].join('\n');
}

function outcome({ failed = [], failedBy = [], stale = [], misread = [] }: Report): string[] {
  return [
    ...failed.map(({ environment, side, findings }) =>
      [pc.bold(visible(`${environment}, ${side}`)), findingsText(findings.map(seen)).trimEnd()].join('\n'),
    ),
    ...(failedBy.length > 0 ? [pc.red(`fails by: ${failedBy.join(', ')}`)] : []),
    ...misread.map((line) => pc.yellow(visible(line))),
    ...stale.map(({ code, about, why }) =>
      pc.yellow(visible(`accepted but does not happen: ${code}${about ? ` for ${about}` : ''} (${why})`)),
    ),
  ];
}

/** Its message may be of several lines. */
function seen(found: Finding): Finding {
  const lines = (text: string) => text.split('\n').map(visible).join('\n');
  return { ...found, message: lines(found.message), fix: lines(found.fix), paths: found.paths.map(visible) };
}

const SIGN = {
  added: pc.green('+'),
  removed: pc.red('-'),
  changed: pc.yellow('~'),
  renamed: pc.yellow('→'),
  moved: pc.yellow('→'),
  said: ' ',
};

function sectionText({ what, title, details, remarks, entries }: Section): string {
  return [
    `${SIGN[what]} ${visible(title)}${details.length > 0 ? pc.dim(`  ${visible(details.join(', '))}`) : ''}`,
    ...remarks.map((remark) => INDENT + visible(remark)),
    ...entries().flatMap(entryText),
  ].join('\n');
}

function entryText(entry: Entry): string[] {
  const at = visible(entry.at);
  if ('lines' in entry) return [...(at ? [`${INDENT}${at}`] : []), ...linesText(entry.lines)];
  const [before, after] = bothShortened(entry.before ?? '', entry.after ?? '', LINE);
  const was = entry.before === undefined ? pc.dim('not set') : pc.red(visible(before));
  const is = entry.after === undefined ? pc.dim('not set') : pc.green(visible(after));
  return [`${INDENT}${at}: ${was} → ${is}`];
}

function linesText(lines: readonly Line[]): string[] {
  const shown = lines.slice(0, LINES).map(({ mark, text }) => {
    const line = `${INDENT}  ${mark} ${visible(shortened(text, LINE))}`;
    return mark === '+' ? pc.green(line) : mark === '-' ? pc.red(line) : pc.dim(line);
  });
  const more = lines.length - shown.length;
  return more > 0 ? [...shown, pc.dim(`${INDENT}  … ${numbered(more)} more lines`)] : shown;
}
