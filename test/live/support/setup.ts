import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BinaryName, binary, MissingTool } from '../../../tools/build';
import { stopControlPlane } from '../../../tools/control-plane';
import { withLock } from '../../../tools/lock';
import { signal } from '../../../tools/process';
import { running } from '../../../tools/state';
import { say, UNAVAILABLE } from './report';
import { STATE } from './state';

const held = globalThis as { releaseLiveTier?: () => void };

/**
 * Gets the judges and stops what an earlier, killed run left. One run of a checkout at a time: the next one waits.
 * Where Go is absent the tests of the tier are skipped, with one line that says why; in CI that is a failure.
 */
export const setUp = (judges: readonly BinaryName[]) => async (): Promise<void> => {
  try {
    for (const name of judges) await binary(name, say);
  } catch (error) {
    if (!(error instanceof MissingTool) || process.env.CI) throw error;
    process.env[UNAVAILABLE] = error.message;
    say(`the live tier is skipped: ${error.message}`);
    return;
  }
  await lock();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted(name));
  await stopAll();
};

export default setUp(['control-plane', 'kubeseal', 'netpolicy', 'pulumi', 'pulumi-language-nodejs']);

export async function stopAll(): Promise<void> {
  const folders = existsSync(STATE) ? readdirSync(STATE) : [];
  await Promise.all(folders.map((name) => stopControlPlane(join(STATE, name))));
}

/** Takes the lock that this run holds until `releaseLiveTier`, or its death. */
function lock(): Promise<void> {
  const wait = (): void => say('waiting for another run of the live tier of this checkout');
  return new Promise((taken, failed) => {
    const hold = () =>
      new Promise<void>((release) => {
        held.releaseLiveTier = release;
        taken();
      });
    withLock(`${STATE}.lock`, wait, hold).catch(failed);
  });
}

/** There is no time to end the servers gently. Whatever is left is for the next run to remove. */
function interrupted(name: 'SIGINT' | 'SIGTERM'): void {
  const folders = existsSync(STATE) ? readdirSync(STATE) : [];
  for (const folder of folders) for (const one of running(join(STATE, folder)).values()) signal(one, 'SIGKILL');
  try {
    for (const path of [STATE, `${STATE}.lock`]) rmSync(path, { recursive: true, force: true });
  } finally {
    process.kill(process.pid, name);
  }
}
