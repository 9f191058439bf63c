import { availableParallelism } from 'node:os';
import { groupBy } from '../base/sort';
import { prepared } from '../preview/prepared';
import type { Side } from '../preview/side';
import { type Both, both, bothDone, differing } from './both';
import { type Helm, inputsOf, type Made } from './helm';
import { type Release, releasesIn } from './releases';
import { inTurns } from './scratch';
import { folderOf, type Tree } from './tree';

const NONE: Promise<Made> = Promise.resolve({ objects: [] });

/** Both states with what their releases bring, where that differs. */
export async function withReleases(sides: Both<Side>, trees: Both<Tree>, helm: Helm): Promise<Both<Side>> {
  const releases = both(prepared(...sides), (side, i) => releasesIn(side, trees[i]));
  const due = differing(releases, (one, i) => inputsOf(one, trees[i]));
  const results = await inTurns(due, availableParallelism(), async ({ pair }) => {
    const made = await bothDone(both(pair, (one, i) => (one ? helm.made(one, trees[i]) : NONE)));
    const [reason] = made.flatMap((one) => ('reason' in one ? [one.reason] : []));
    return { pair, made, reason };
  });
  const done = results.filter(({ reason }) => reason === undefined);
  const folders = new Set(
    done.flatMap(({ pair }) => pair.flatMap((one) => (one && 'folder' in one.chart ? one.chart.folder : []))),
  );
  const notes = notesOf(
    results.flatMap(({ pair, reason }) =>
      reason === undefined ? [] : [[(pair[1] ?? pair[0])?.said ?? '', reason] as const],
    ),
  );
  return both(sides, (side, i) => ({
    ...side,
    objects: [
      ...side.objects,
      ...done.flatMap(({ pair: { [i]: release }, made: { [i]: one } }) =>
        release && 'objects' in one
          ? one.objects.map((manifest) => ({ manifest, file: fileOf(release), broughtBy: release.placed }))
          : [],
      ),
    ],
    ...(side.sources && { sources: side.sources.filter(({ file }) => !isBelow(file, folders)) }),
    rendered: done.flatMap(({ pair }) => pair.flatMap((one) => one?.said ?? [])),
    notes: [...side.notes, ...notes],
  }));
}

/** One note for all releases that were not rendered for the same reason. */
function notesOf(failed: readonly (readonly [said: string, reason: string])[]): string[] {
  return [...groupBy(failed, ([, reason]) => reason)].map(([reason, [first, ...others]]) => {
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    return `${first?.[0]}${more}: not rendered: ${reason}`;
  });
}

/** A file of its own, as whoever takes the file of a release does not take what its chart brings. */
const fileOf = ({ placed, chart }: Release): string =>
  'folder' in chart ? `${placed.file} (rendered)` : `${placed.file} (${chart.chart})`;

function isBelow(file: string, folders: ReadonlySet<string>): boolean {
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    if (folders.has(folder)) return true;
    if (folder === '') return false;
  }
}
