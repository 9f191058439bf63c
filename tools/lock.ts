import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isRunning, type ProcessIdentity } from './process';

/**
 * Runs `work` while holding the lock file `path`; another process that wants it waits, asking twice a second. A lock
 * whose holder was killed is taken over. `onWait` is called once, before the first wait. Throws what `work` throws.
 */
export async function withLock<T>(path: string, onWait: () => void, work: () => Promise<T>): Promise<T> {
  const mine = JSON.stringify(identify(process.pid));
  for (let waited = false; !take(path, mine); waited = true) {
    if (!waited) onWait();
    await sleep(500);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path: string, mine: string): boolean {
  const holder = read(path);
  if (holder !== undefined && !isHeld(holder) && read(path) === holder) rmSync(path, { force: true });
  const written = `${path}.${process.pid}`;
  writeFileSync(written, mine);
  try {
    linkSync(written, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(written);
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function isHeld(holder: string): boolean {
  try {
    return isRunning(JSON.parse(holder) as ProcessIdentity);
  } catch {
    return false;
  }
}
