import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './build';
import { withLock } from './lock';

const MARK = '.made';

/**
 * A folder of the cache, filled by `make` unless one that was made from the same things is there. It is made in its
 * place, since a virtual environment cannot be moved; one that was left half done is made again.
 */
export async function cached(
  name: string,
  madeFrom: readonly string[],
  say: (line: string) => void,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = place(name, madeFrom);
  if (isCached(name, madeFrom)) return folder;
  mkdirSync(cacheFolder(), { recursive: true });
  await withLock(
    `${folder}.lock`,
    () => say(`${name}: waiting for another process that fetches it`),
    async () => {
      if (existsSync(join(folder, MARK))) return;
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      const started = Date.now();
      await make(folder);
      writeFileSync(join(folder, MARK), '');
      say(`${name}: had after ${Math.round((Date.now() - started) / 1000)} s`);
    },
  );
  return folder;
}

/** Whether the cache has a folder that was made from these things. */
export function isCached(name: string, madeFrom: readonly string[]): boolean {
  return existsSync(join(place(name, madeFrom), MARK));
}

function place(name: string, madeFrom: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(madeFrom)).digest('hex').slice(0, 16);
  return join(cacheFolder(), `${name}-${hash}`);
}
