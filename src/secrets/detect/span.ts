/** From where to where something stands in a text. */
export type Span = readonly [from: number, to: number];

/** In order, none within another. */
export function merged(spans: readonly Span[]): Span[] {
  const kept: [number, number][] = [];
  for (const [from, to] of [...spans].sort(([a], [b]) => a - b)) {
    const last = kept.at(-1);
    if (last && from < last[1]) last[1] = Math.max(last[1], to);
    else if (to > from) kept.push([from, to]);
  }
  return kept;
}

/** What the groups of a pattern with the flags `d` and `g` hold; the first that holds anything. */
export function groupsOf(text: string, form: RegExp): Span[] {
  return [...text.matchAll(form)].flatMap((match) => {
    const at = match.slice(1).findIndex((group) => group !== undefined && group !== '');
    const span = match.indices?.[at + 1];
    return span ? [span] : [];
  });
}
