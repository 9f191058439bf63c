import { setTimeout as sleep } from 'node:timers/promises';
import { stopControlPlane } from '../../tools/control-plane';
import { isRunning, type ProcessIdentity, signal } from '../../tools/process';
import type { Place } from './place';

const POLL_MS = 50;
/** An `up` that is told to end stops five servers first. */
const GRACE_MS = 20_000;

/**
 * Ends a sandbox in whatever state it is, also an `up` that is at work, and removes its folder. False where there was
 * none. Throws `Refusal` where the folder is no sandbox's, and system errors.
 */
export async function bringDown(place: Place, say: (line: string) => void): Promise<boolean> {
  if (!place.exists()) return false;
  const up = place.record()?.up;
  if (up && isRunning(up)) await end(up, say);
  await place.locked(
    () => say('waiting for another command that works on this sandbox'),
    async () => {
      await stopControlPlane(place.servers);
      place.forget();
    },
  );
  return true;
}

async function end(up: ProcessIdentity, say: (line: string) => void): Promise<void> {
  say(`ending the \`steading sandbox up\` of process ${up.pid}`);
  signal(up, 'SIGTERM');
  for (const deadline = Date.now() + GRACE_MS; isRunning(up) && Date.now() < deadline; ) await sleep(POLL_MS);
  signal(up, 'SIGKILL');
  while (isRunning(up)) await sleep(POLL_MS);
}
