import { bothShortened, shortened } from '../../../../base/shorten';
import { visible } from '../../../../base/visible';
import type { Entry } from '../entries';
import type { Line } from '../lines';

/**
 * A row of a diff, as the script of the page reads it: a heading (`[path]`, `[place, 1]` for a place in a text), or what was and
 * what is side by side; `null` where there is nothing. Equal ones are the context.
 */
export type Row = readonly [string] | readonly [string, 1] | readonly [string | null, string | null];

const LINE = 20_000;

export function rowsOf(entries: readonly Entry[]): Row[] {
  return entries.flatMap((entry): Row[] => {
    const head: Row[] = entry.at === '' ? [] : [[visible(entry.at)]];
    if ('lines' in entry) return [...head, ...sideBySide(entry.lines)];
    return [...head, pair(entry.before, entry.after)];
  });
}

function pair(before: string | undefined, after: string | undefined): Row {
  const [old, now] = bothShortened(before ?? '', after ?? '', LINE);
  return [before === undefined ? null : visible(old), after === undefined ? null : visible(now)];
}

/** Lines that were taken away stand beside those that came in their place. */
function sideBySide(lines: readonly Line[]): Row[] {
  const rows: Row[] = [];
  let gone: string[] = [];
  let come: string[] = [];
  const flush = () => {
    for (let i = 0; i < Math.max(gone.length, come.length); i++) rows.push(pair(gone[i], come[i]));
    [gone, come] = [[], []];
  };
  for (const { mark, text } of lines) {
    if (mark === '-') {
      if (come.length > 0) flush();
      gone.push(text);
    } else if (mark === '+') come.push(text);
    else {
      flush();
      const seen = visible(shortened(text, LINE));
      rows.push(mark === '@' ? [seen, 1] : [seen, seen]);
    }
  }
  flush();
  return rows;
}
