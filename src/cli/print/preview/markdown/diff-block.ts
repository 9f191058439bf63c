import { bothShortened, numbered, shortened } from '../../../../base/shorten';
import type { Entry } from '../entries';
import { longestRun, seen } from './escape';

/** How much of a section is shown. */
export interface Extent {
  readonly entries: number;
  /** Of each entry. */
  readonly lines: number;
  /** Characters of each line. */
  readonly line: number;
}

/** What changed, in a fence that nothing inside can close. */
export function diffBlock(entries: readonly Entry[], extent: Extent): string {
  if (entries.length === 0) return '';
  const more = entries.length - extent.entries;
  const lines = [
    ...entries.slice(0, extent.entries).flatMap((entry) => entryLines(entry, extent)),
    ...(more > 0 ? [`@@ … ${numbered(more)} more fields @@`] : []),
  ].map((line) => seen(line));
  const longest = lines.reduce((most, line) => Math.max(most, longestRun(line)), 2);
  const fence = '`'.repeat(longest + 1);
  return [`${fence}diff`, ...lines, fence].join('\n');
}

function entryLines(entry: Entry, { lines: most, line }: Extent): string[] {
  const head = entry.at === '' ? [] : [`@@ ${shortened(entry.at, line)} @@`];
  if ('lines' in entry) {
    const shown = entry.lines
      .slice(0, most)
      .map(({ mark, text }) => (mark === '@' ? `@@ ${text} @@` : `${mark} ${shortened(text, line)}`));
    const more = entry.lines.length - shown.length;
    return [...head, ...shown, ...(more > 0 ? [`@@ … ${numbered(more)} more lines @@`] : [])];
  }
  const [before, after] = bothShortened(entry.before ?? '', entry.after ?? '', line);
  return [
    ...head,
    ...(entry.before === undefined ? [] : [`- ${before}`]),
    ...(entry.after === undefined ? [] : [`+ ${after}`]),
  ];
}
