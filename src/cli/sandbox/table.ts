import pc from '../print/colour';

const GAP = '  ';

/** Columns as wide as they have to be; the head stands back. Rows may be shorter than the head. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((text, i) => text.padEnd(widths[i] ?? 0))
      .join(GAP)
      .trimEnd();
  return [pc.dim(line(head)), ...rows.map(line)].join('\n');
}
