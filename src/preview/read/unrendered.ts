import { isDeepStrictEqual } from 'node:util';
import { sortBy } from '../../base/sort';
import type { ObjectChange, Unrendered } from '../change';
import { nameOf } from '../consequences/consequence';
import { releasesOf } from '../consequences/releases';
import type { Side } from '../side';
import { compareTexts } from '../texts';
import { CHART, chartsIn } from './charts';

/** What differs, and what only Helm or another program makes objects of. What is removed brings nothing. */
export function unrendered(before: Side, after: Side, objects: readonly ObjectChange[]): Unrendered[] {
  const [old, now] = [before.sources ?? [], after.sources ?? []];
  const { folders } = chartsIn([...old, ...now].map(({ file }) => file));
  const chartOf = (file: string): string | undefined =>
    folders.find((folder) => folder === '' || file.startsWith(`${folder}/`));
  const differing = compareTexts(old, now).map(({ file }) => ({ file, chart: chartOf(file) }));
  const isThere = (folder: string) => now.some(({ file }) => chartOf(file) === folder);
  const charts = folders.filter((folder) => differing.some(({ chart }) => chart === folder) && isThere(folder));
  const releases = objects.filter(isOther).map(({ object }) => nameOf(object));
  const rendered = new Set(after.rendered);
  const found: Unrendered[] = [
    ...sortBy([...charts.map((folder) => folder || 'Chart.yaml'), ...releases], (name) => name).map(
      (name) => ({ what: 'release', name }) as const,
    ),
    ...differing.flatMap(({ file, chart }) => (chart === undefined ? [{ what: 'template', name: file } as const] : [])),
  ];
  return found.filter(({ name }) => !rendered.has(name));
}

/** Whether an object installs another chart, or one with other values. */
function isOther({ before, after }: ObjectChange): boolean {
  if (!after || after.apiVersion === CHART) return false;
  const now = releasesOf(after);
  return now.length > 0 && !isDeepStrictEqual(before ? releasesOf(before) : [], now);
}
