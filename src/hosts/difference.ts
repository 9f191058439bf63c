import { sh } from '../base/shell';
import type { HostFileNode } from '../graph/graph';
import type { Machine } from './machine';

const SHOWN_LINES = 40;
const SHOWN_BYTES = 256 * 1024;
const ABSENT = 3;

/** How a file would change: in a word, and by lines where they may be seen. */
export interface Difference {
  readonly what: string;
  readonly lines: readonly string[];
}

/** What stands there beside what shall. Of a secret, or of what not everybody may read there, no content. */
export async function difference(
  machine: Machine,
  { path, mode, owner, content }: HostFileNode,
  as: 'user' | 'root',
): Promise<Difference> {
  const { code, stdout } = await machine.run(
    sh`
      test -e ${path} || exit ${ABSENT}
      stat --format='%a %U' ${path}
      head -c ${SHOWN_BYTES} ${path}`,
    { as, what: `reading ${path}` },
  );
  const wanted = `${mode.toString(8)} ${owner}`;
  if (code === ABSENT) return { what: `new, ${wanted}`, lines: [] };
  if (code !== 0) return { what: `${wanted}, what stands there cannot be read`, lines: [] };
  const end = stdout.indexOf('\n');
  const now = String(stdout.subarray(0, end));
  const there = stdout.subarray(end + 1);
  const what = now === wanted ? wanted : `${now} becomes ${wanted}`;
  if (typeof content !== 'string') return { what: `${what}, a secret`, lines: [] };
  if (!isOpen(mode) || !isOpen(Number.parseInt(now, 8)))
    return { what: `${what}, not for everybody to read`, lines: [] };
  if (there.length === SHOWN_BYTES || there.includes(0)) return { what: `${what}, no text to compare`, lines: [] };
  return { what, lines: byLine(there.toString(), content) };
}

const isOpen = (mode: number): boolean => (mode & 0o004) !== 0;

function byLine(there: string, wanted: string): string[] {
  const { structuredPatch } = require('diff') as typeof import('diff');
  const { hunks } = structuredPatch('', '', there, wanted, undefined, undefined, { context: 2 });
  const lines = hunks.flatMap((hunk) => [`@@ -${hunk.oldStart} +${hunk.newStart} @@`, ...hunk.lines]);
  const more = lines.length - SHOWN_LINES;
  return more > 0 ? [...lines.slice(0, SHOWN_LINES), `… ${more} lines more`] : lines;
}
