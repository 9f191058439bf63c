import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { hostname } from 'node:os';
import { codeOf } from './error';

/** Who holds a lock: enough to know a process again, although its number is used for another one later. */
export interface Holder {
  readonly pid: number;
  /** When it started, in ticks since the machine did; '' where there is no /proc. */
  readonly start: string;
  /** Which start of the machine; '' where there is no /proc. */
  readonly boot: string;
  /** Which numbering of processes (a container has its own); '' where there is no /proc. */
  readonly space: string;
  readonly host: string;
}

/** This process, as the name of a file. Never the same twice. */
export function ownName(): string {
  const { pid, start, boot, space, host } = self();
  return [pid, start, boot, space, encodeURIComponent(host), randomBytes(6).toString('hex')].join('+');
}

/** The process that a name stands for, or undefined for a name that Steading did not give. */
export function parseName(name: string): Holder | undefined {
  const [pid = '', start = '', boot = '', space = '', host = '', nonce] = name.split('+');
  if (!/^[1-9]\d*$/.test(pid) || !/^(?:[\w.~-]|%[0-7][0-9A-F])+$/.test(host) || !nonce) return undefined;
  return { pid: Number(pid), start, boot, space, host: decodeURIComponent(host) };
}

/** Whether a holder still runs; `unknown` for one on another machine or in another container. */
export function judge(holder: Holder): 'alive' | 'dead' | 'unknown' {
  const here = self();
  if (holder.host !== here.host) return 'unknown';
  if (holder.boot !== here.boot) return 'dead';
  if (holder.space !== here.space) return 'unknown';
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return 'dead';
  }
  const now = status(holder.pid);
  const ended = now && (now.state === 'Z' || now.state === 'X' || now.start !== holder.start);
  return ended ? 'dead' : 'alive';
}

function self(): Holder {
  return {
    pid: process.pid,
    start: status(process.pid)?.start ?? '',
    boot: read(() => fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')).trim(),
    space: read(() => fs.readlinkSync('/proc/self/ns/pid')).replace(/\D/g, ''),
    host: hostname(),
  };
}

/** State and start of a process. The name before them may hold anything, also a bracket. */
function status(pid: number): { state: string; start: string } | undefined {
  const line = read(() => fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const [state, start] = [fields[0], fields[19]];
  return state && start ? { state, start } : undefined;
}

function read(from: () => string): string {
  try {
    return from();
  } catch {
    return '';
  }
}
