import { setTimeout as sleep } from 'node:timers/promises';
import type { HostNode } from '../graph/graph';
import type { Ended } from './gather';
import { HostError, KeyRefused } from './refusal';
import { said } from './said';

const PATIENCE_MS = 10 * 60_000;
const POLL_MS = 2_000;

interface Reach {
  /** As root. */
  readonly run: (script: string) => Promise<Ended>;
  /** Ends the connection; the next script makes another. */
  readonly close: () => Promise<void>;
}

/** Has a host start anew, and waits until it runs again: until its kernel says that it is another start. */
export async function restart({ name }: HostNode, { run, close }: Reach): Promise<void> {
  const before = await bootId(name, run);
  // It may go before it says that it will.
  const refused = await run('systemctl reboot').then(
    ({ code, stderr }) => (code ? said(stderr) : undefined),
    () => undefined,
  );
  if (refused !== undefined)
    throw new HostError(`${name}: does not start anew: ${refused}`, 'see what `systemctl reboot` says there, as root');
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(POLL_MS)) {
    await close();
    const now = await bootId(name, run).catch((error: Error) => {
      if (error instanceof KeyRefused) throw error;
      return before;
    });
    if (now !== before) return;
  }
  await close();
  throw new HostError(
    `${name}: was told to start anew, and is not back after ${PATIENCE_MS / 60_000} minutes`,
    'look at its console; when it runs, apply again: it goes on from there',
  );
}

async function bootId(name: string, run: Reach['run']): Promise<string> {
  const { code, stdout, stderr } = await run('cat /proc/sys/kernel/random/boot_id');
  if (code !== 0)
    throw new HostError(
      `${name}: its kernel does not say which start this is: ${said(stderr)}`,
      'see that /proc is mounted there',
    );
  return String(stdout).trim();
}
