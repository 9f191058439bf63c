import { table as columns } from '../src/cli/print/table';
import { each, type Measured } from './measured';
import type { Previews } from './previews';

export interface Fleet {
  readonly steading: Measured;
  /** With a file a chart, which is its default, and with a file an object. */
  readonly cdk8s?: { readonly charts: Measured; readonly resources: Measured };
}

export interface Bar {
  readonly what: string;
  readonly value: number;
  readonly most: number;
  readonly unit: string;
}

/** Steading beside cdk8s. */
export function fleetsText(fleets: readonly Fleet[]): string {
  const peak = ({ megabytes }: Measured): string => `${megabytes.toFixed(0)} MB`;
  return table(
    [
      'objects',
      'steading',
      'peak',
      'an object',
      'cdk8s, file a chart',
      'peak',
      'ratio',
      'file an object',
      'peak',
      'ratio',
    ],
    fleets.map(({ steading, cdk8s }) => [
      steading.objects.toLocaleString('en'),
      seconds(steading.seconds),
      peak(steading),
      `${each(steading).toFixed(0)} µs`,
      ...[cdk8s?.charts, cdk8s?.resources].flatMap((peer) =>
        peer ? [seconds(peer.seconds), peak(peer), `${(peer.seconds / steading.seconds).toFixed(1)} ×`] : ['', '', ''],
      ),
    ]),
  );
}

/** Where Steading's time goes. */
export function phasesText(fleets: readonly Fleet[]): string {
  const all = fleets.map(({ steading }) => steading);
  const phases = Object.keys(all[0]?.phases ?? {});
  return table(
    ['objects', ...phases, 'processor'],
    all.map((run) => [
      run.objects.toLocaleString('en'),
      ...phases.map((phase) => seconds(run.phases[phase] ?? 0)),
      seconds(run.cpuSeconds),
    ]),
  );
}

/** Comparing, beside `diff -rq` with dyff on what differs. */
export function previewsText(all: readonly Previews[]): string {
  return table(
    ['objects compared', 'steading', 'peak', ...Object.keys(all[0]?.diff.phases ?? {}), 'diff and dyff', 'ratio'],
    all.map(({ diff, peer }) => [
      diff.objects.toLocaleString('en'),
      seconds(diff.seconds),
      `${diff.megabytes.toFixed(0)} MB`,
      ...Object.values(diff.phases).map(seconds),
      seconds(peer),
      `${(peer / diff.seconds).toFixed(1)} ×`,
    ]),
  );
}

export function barsText(bars: readonly Bar[]): string {
  return table(
    ['bar', 'measured', 'at most', ''],
    bars.map(({ what, value, most, unit }) => [
      what,
      `${value.toFixed(unit === ' MB' ? 0 : 2)}${unit}`,
      `${most}${unit}`,
      value <= most ? 'pass' : 'miss',
    ]),
  );
}

const seconds = (value: number): string => `${value.toFixed(2)} s`;

/** The first column begins, the others end below each other. */
function table(head: string[], rows: string[][]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const [title = [], ...lines] = [head, ...rows].map((row) =>
    row.map((cell, i) => (i === 0 ? cell : cell.padStart(widths[i] ?? 0))),
  );
  return columns(title, lines);
}
