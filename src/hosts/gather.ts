import type { ClientChannel } from 'ssh2';
import { MOST_OUTPUT } from './limits';
import { Lost } from './refusal';

/** Of what a script prints, the end is kept. */
export const OUTPUT_BYTES = 2 ** 20;

export interface Ended {
  /** @default - it was ended by a signal */
  readonly code?: number;
  readonly signal?: string;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Why nobody waited for the end of a script, and what it had printed by then. */
export interface Unended {
  readonly why: 'time' | 'output';
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** What comes of a script that runs, or of waiting for it: at most so many milliseconds, and so much output. Throws `Lost`. */
export function gather(channel: ClientChannel, input: Buffer, ms: number): Promise<Ended | Unended> {
  const [stdout, stderr] = [new Tail(), new Tail()];
  const printed = () => ({ stdout: stdout.bytes(), stderr: stderr.bytes().toString() });
  return new Promise((resolve, reject) => {
    let end: Pick<Ended, 'code' | 'signal'> | undefined;
    let isOver = false;
    /** It may run on: a package manager that is ended in the middle leaves more to be put right. */
    const stop = (why: Unended['why']): void => {
      isOver = true;
      clearTimeout(timer);
      resolve({ why, ...printed() });
      channel.close();
    };
    const timer = setTimeout(stop, ms, 'time');
    const add = (tail: Tail) => (chunk: Buffer) => {
      if (isOver) return;
      tail.add(chunk);
      if (stdout.all + stderr.all > MOST_OUTPUT) stop('output');
    };
    channel.on('data', add(stdout));
    channel.stderr.on('data', add(stderr));
    channel.on('error', () => undefined); // a script need not read what it is given
    channel.on('exit', (code: number | null, signal?: string) => {
      end = code === null ? { signal: signal ?? '' } : { code };
    });
    channel.on('close', () => {
      clearTimeout(timer);
      if (end) resolve({ ...end, ...printed() });
      else reject(new Lost());
    });
    channel.end(input);
  });
}

/** The last of what a script says. */
class Tail {
  /** So many bytes came in all. */
  all = 0;
  private chunks: Buffer[] = [];
  private size = 0;

  add(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.all += chunk.length;
    this.size += chunk.length;
    if (this.size > 2 * OUTPUT_BYTES) this.chunks = [this.bytes()];
  }

  bytes(): Buffer {
    const last = Buffer.concat(this.chunks).subarray(-OUTPUT_BYTES);
    this.size = last.length;
    return last;
  }
}
