// A process of its own for the tests: does jobs that it is sent, and kills itself where it is told to.
import fs from 'node:fs';
import { compareTrees, type Tree, WriteError, writeTrees } from '../../src/write';
import { fleet, type Version } from './fleet';
import { recover, watchCalls } from './support';

export interface Job {
  readonly do: 'write' | 'compare' | 'recover';
  readonly out: string;
  readonly trees?: readonly Tree[] | Version;
  /** Dies ahead of this call of `fs`; when that call writes a file, after half of it. */
  readonly killAt?: number;
  /** Goes on as this user. */
  readonly uid?: number;
  readonly umask?: number;
}

export interface Answer {
  readonly calls: number;
  readonly error?: { kind?: string; path?: string; message: string; fix?: string };
}

async function work(job: Job): Promise<Answer> {
  let calls = 0;
  if (job.uid !== undefined) process.setuid?.(job.uid);
  if (job.umask !== undefined) process.umask(job.umask);
  const trees = typeof job.trees === 'string' ? fleet(job.trees) : (job.trees ?? []);
  const unwatch = watchCalls((n, name, args) => {
    calls = n;
    if (n === job.killAt) die(name, args);
  });
  try {
    if (job.do === 'recover') await recover(job.out);
    else await (job.do === 'write' ? writeTrees : compareTrees)(job.out, trees);
    return { calls };
  } catch (error) {
    const { message, ...rest } = error as WriteError;
    return { calls, error: { message, ...(error instanceof WriteError && rest) } };
  } finally {
    unwatch();
  }
}

function die(name: string, args: readonly unknown[]): never {
  const text = args[1];
  if (name === 'writeFileSync' && typeof text === 'string')
    fs.writeSync(args[0] as number, text.slice(0, text.length / 2));
  process.kill(process.pid, 'SIGKILL');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  throw new Error('still alive');
}

process.on('message', async (job: Job) => {
  process.send?.('started');
  process.send?.(await work(job));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
