import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, PRINT_IDENTITY, type ProcessIdentity, parseIdentity, signal } from './process';

/** The state folder cannot be used; the message says why and what to do. */
export class StateFolderError extends Error {
  override name = 'StateFolderError';
}

const MARK = 'control-plane';
/** What tells a server from a later process with its id; `<name>.pid` beside it is for people and their `kill`. */
const IDENTITY = '.process';
const STOPPING = 'stopping';
const POLL_MS = 50;

/**
 * Makes `folder` (mode 0700) the state folder of one control plane. Throws `StateFolderError` where it holds anything.
 */
export function claim(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (readdirSync(folder).length > 0)
    throw new StateFolderError(`${folder} is not empty: stop what runs there, or name another`);
  writeFileSync(join(folder, MARK), 'made by steading, removed when it is stopped\n', { flag: 'wx' });
  chmodSync(folder, 0o700);
}

/**
 * Starts a server that outlives this process, with `folder` as its working folder and `<name>.log` for what it says.
 * It writes `<name>.process`, by which `stop` finds it, and `<name>.pid`, its process id and nothing else, before it
 * becomes the server: whoever is killed at any moment, nothing is lost.
 */
export function launch(folder: string, name: string, command: readonly string[]): ChildProcess {
  if (existsSync(join(folder, STOPPING))) throw new StateFolderError(`${folder} is being stopped`);
  const log = openSync(join(folder, `${name}.log`), 'a', 0o600);
  const whole = (command: string, file: string): string => `{ ${command}; } >${name}.part && mv ${name}.part ${file}`;
  const identity = whole(PRINT_IDENTITY, `${name}${IDENTITY}`);
  const script = `${identity} && ${whole('echo $$', `${name}.pid`)} && exec "$@"`;
  const child = spawn('sh', ['-c', script, 'sh', ...command], {
    cwd: folder,
    detached: true,
    env: { PATH: process.env.PATH ?? '', HOME: folder },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.on('error', () => undefined); // its exit code tells
  child.unref();
  return child;
}

/** The servers of a state folder that run. */
export function running(folder: string): Map<string, ProcessIdentity> {
  const names = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(IDENTITY)) : [];
  const servers = names.map((file) => [file.slice(0, -IDENTITY.length), identityIn(join(folder, file))] as const);
  return new Map(servers.flatMap(([name, identity]) => (identity && isRunning(identity) ? [[name, identity]] : [])));
}

/**
 * Stops what a state folder started, whoever started it, and removes the folder: SIGTERM, after `graceMs` milliseconds
 * (default 5,000) SIGKILL. `last` is stopped after all others. Nothing happens where there is no such folder. Throws
 * `StateFolderError` for a folder with files in it that none of this made.
 */
export async function stopState(folder: string, last: string, graceMs = 5_000): Promise<void> {
  if (!existsSync(folder)) return;
  const files = readdirSync(folder);
  if (files.length > 0) {
    if (!files.some((file) => file === MARK || file === STOPPING))
      throw new StateFolderError(`${folder} is no state folder: nothing is stopped`);
    writeFileSync(join(folder, STOPPING), '');
  }
  for (let left = running(folder); left.size > 0; left = running(folder)) {
    const others = new Map(left);
    if (left.size > 1) others.delete(last);
    await end([...others.values()], graceMs);
  }
  for (const file of readdirSync(folder))
    if (file !== MARK) rmSync(join(folder, file), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}

async function end(processes: readonly ProcessIdentity[], graceMs: number): Promise<void> {
  const deadline = Date.now() + graceMs;
  for (const identity of processes) signal(identity, 'SIGTERM');
  while (processes.some(isRunning) && Date.now() < deadline) await sleep(POLL_MS);
  for (const identity of processes) signal(identity, 'SIGKILL');
  while (processes.some(isRunning)) await sleep(POLL_MS);
}

function identityIn(file: string): ProcessIdentity | undefined {
  try {
    return parseIdentity(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
