import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { Refusal } from '../base/refusal';
import { groupBy, sortBy } from '../base/sort';
import type { Graph } from '../graph/graph';
import { ARCHIVES, archivePath } from '../model/charts';
import { failure, quietly, WriteError } from '../write/error';
import type { ChartSource, Helm } from './helm';

/** What became of the archive of one chart. */
export interface Vendored {
  /** In the project: `charts/longhorn-1.12.1.tgz`. */
  readonly path: string;
  /** Where it was fetched from; absent: it was there already. */
  readonly from?: string;
}

/**
 * Puts the chart of every release into the folder `charts/` of the project. An archive that is there and holds the right chart stays as it is.
 * All are fetched before the first is written. Errors: `Refusal` where a chart is not to be had, `WriteError` of the disk.
 */
export async function vendor(root: string, graphs: readonly Graph[], helm: Helm): Promise<Vendored[]> {
  const wanted = sourcesOf(graphs);
  const ready = [];
  for (const [path, source] of wanted) {
    const target = join(root, path);
    const isThere = fs.existsSync(target) && (await helm.mismatch(target, source)) === undefined;
    ready.push({ path, ...(!isThere && { from: source.repository, fetched: await helm.fetch(source) }) });
  }
  return ready.map(({ path, from, fetched }) => {
    if (fetched === undefined || from === undefined) return { path };
    put(fetched, join(root, path));
    return { path, from };
  });
}

/** Archives in `charts/` that no release of these environments names. */
export function unused(root: string, graphs: readonly Graph[], archives: Iterable<string>): string[] {
  const wanted = new Set(sourcesOf(graphs).map(([path]) => path));
  return [...archives].filter((path) => !wanted.has(path) && fs.existsSync(join(root, path))).sort();
}

function sourcesOf(graphs: readonly Graph[]): [string, ChartSource][] {
  const byPath = groupBy(
    graphs.flatMap(({ releases }) => releases),
    archivePath,
  );
  return sortBy([...byPath], ([path]) => path).map(([path, [first, ...others]]) => {
    if (!first) throw new Error(`no release of ${path}`);
    const other = others.find(({ repository }) => repository !== first.repository);
    if (other)
      throw new Refusal(
        'usage',
        `${path} would be two charts: of ${first.repository} (${first.path}) and of ${other.repository} (${other.path})`,
        'take both from one repository, or from one `steading:charts.mirror`',
      );
    return [path, first];
  });
}

/** The old archive or the new one, never half of it. */
function put(from: string, target: string): void {
  const beside = `${target}.new`;
  try {
    fs.mkdirSync(dirname(target), { recursive: true });
    fs.copyFileSync(from, beside);
    fs.renameSync(beside, target);
  } catch (error) {
    quietly(() => fs.rmSync(beside, { force: true }));
    const found = failure('write', target, error);
    throw found instanceof WriteError ? new Refusal('could-not', found.message, FIX) : found;
  }
}

const FIX = `see that ${ARCHIVES}/ can be written and that the disk has room, then run the same command again`;
