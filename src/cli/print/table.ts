import { visible } from '../../base/visible';
import pc from './colour';
import { unmarked } from './output';

const GAP = '  ';

/** Columns as wide as they have to be; the head stands back. Rows may be shorter than the head. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => rows.reduce((most, row) => Math.max(most, width(row[i] ?? '')), width(title)));
  const [title = '', ...lines] = [head, ...rows].map((row) =>
    row
      .map(visible)
      .map((text, i) => text + ' '.repeat(Math.max(0, (widths[i] ?? 0) - width(text))))
      .join(GAP)
      .trimEnd(),
  );
  return [pc.dim(title), ...lines].join('\n');
}

/** Colours take no room. */
function width(text: string): number {
  return visible(unmarked(text)).length;
}
