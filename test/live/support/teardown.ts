import { rmSync } from 'node:fs';
import { UNAVAILABLE } from './report';
import { stopAll } from './setup';
import { STATE } from './state';

export default async function teardown(): Promise<void> {
  if (process.env[UNAVAILABLE]) return;
  await stopAll();
  rmSync(STATE, { recursive: true, force: true });
  (globalThis as { releaseLiveTier?: () => void }).releaseLiveTier?.();
}
