import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What tells one process from every other: its id alone is used again by later processes. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, as the kernel tells it: only to be compared. */
  readonly start: string;
}

/**
 * Shell commands that print the line which `parseIdentity` reads, about the shell itself: what it `exec`s keeps both.
 */
export const PRINT_IDENTITY = 'cat /proc/$$/stat 2>/dev/null || ps -o pid=,stat=,lstart= -p $$';

/** Reads a line of `/proc/PID/stat` or of `ps -o pid=,stat=,lstart=`. Undefined for a zombie and for anything else. */
export function parseIdentity(line: string): ProcessIdentity | undefined {
  const afterName = line.lastIndexOf(') ');
  if (afterName < 0) {
    const [, pid, state, start] = /^\s*(\d+)\s+(\S+)\s+(.+?)\s*$/.exec(line) ?? [];
    return pid && state && start && !state.startsWith('Z') ? { pid: Number(pid), start } : undefined;
  }
  const fields = line.slice(afterName + 2).split(' ');
  const start = fields[19];
  return start && fields[0] !== 'Z' ? { pid: Number.parseInt(line, 10), start } : undefined;
}

/**
 * The identity of a running process; undefined where none has this id, and for a zombie, which is a stopped process.
 */
export function identify(pid: number): ProcessIdentity | undefined {
  try {
    const line =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/stat`, 'utf8')
        : execFileSync('ps', ['-o', 'pid=,stat=,lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' });
    return parseIdentity(line);
  } catch {
    return undefined;
  }
}

/** Whether this very process, and not a later one with its id, still runs. */
export function isRunning(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.start === identity.start;
}

/** Sends a signal, unless the process has ended. Throws `EPERM` where it belongs to someone else. */
export function signal(identity: ProcessIdentity, name: 'SIGTERM' | 'SIGKILL'): void {
  if (!isRunning(identity)) return;
  try {
    process.kill(identity.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
