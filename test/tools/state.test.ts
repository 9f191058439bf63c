import { type ChildProcess, execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { claim, launch, running, stopState } from '../../tools/state';
import { temporary } from '../support/project';

/** What stands in for the servers of a control plane. */
const SERVER = ['sleep', '1000'];
const POLL_MS = 20;

async function until(test: () => boolean): Promise<void> {
  while (!test()) await sleep(POLL_MS);
}

async function started(): Promise<{ folder: string; servers: Record<'one' | 'other', ChildProcess> }> {
  const folder = temporary();
  claim(folder);
  const servers = { one: launch(folder, 'one', SERVER), other: launch(folder, 'other', SERVER) };
  await until(() => Object.keys(servers).every((name) => existsSync(join(folder, `${name}.pid`))));
  return { folder, servers };
}

test('a file called pid holds one number: `kill $(cat *.pid)` ends these processes and no other', async () => {
  const { folder, servers } = await started();
  const files = readdirSync(folder).filter((file) => file.endsWith('.pid'));
  expect(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')])).toEqual(
    Object.entries(servers).map(([name, { pid }]) => [`${name}.pid`, `${pid}\n`]),
  );
  execFileSync('sh', ['-c', 'kill $(cat ./*.pid)'], { cwd: folder });
  await until(() => running(folder).size === 0);
  await stopState(folder, 'one');
});

test('what runs is found by more than its process id, and stopped', async () => {
  const { folder, servers } = await started();
  const found = running(folder);
  expect([...found].map(([name, { pid }]) => [name, pid])).toEqual(
    Object.entries(servers).map(([name, { pid }]) => [name, pid]),
  );
  for (const { start } of found.values()) expect(start).not.toBe('');
  await stopState(folder, 'one');
  expect(existsSync(folder)).toBe(false);
});
