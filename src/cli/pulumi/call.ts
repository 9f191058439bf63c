import { spawn } from 'node:child_process';
import { Refusal } from '../../base/refusal';

export interface Call {
  readonly args: readonly string[];
  readonly cwd: string;
  /** What it reads. @default - what the person at the terminal says */
  readonly input?: string;
  /** Where what it prints goes: to standard error, as another program's results are none of ours, or to the caller. @default 'shown' */
  readonly output?: 'shown' | 'kept';
}

export interface Called {
  readonly code: number;
  /** Empty where it is shown. */
  readonly printed: string;
  /** What it said on standard error, where its output is kept. */
  readonly said: string;
}

/** Calls Pulumi's command line. Throws `Refusal` where there is none. */
export function pulumi({ args, cwd, input, output = 'shown' }: Call): Promise<Called> {
  const kept = output === 'kept';
  return new Promise((resolve, reject) => {
    const child = spawn('pulumi', args, {
      cwd,
      stdio: [input === undefined ? 'inherit' : 'pipe', kept ? 'pipe' : process.stderr, kept ? 'pipe' : process.stderr],
    });
    const [printed, said]: Buffer[][] = [[], []];
    child.stdout?.on('data', (chunk: Buffer) => printed?.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => said?.push(chunk));
    child.once('error', () =>
      reject(
        new Refusal(
          'could-not',
          "there is no 'pulumi' on the PATH",
          "install Pulumi's command line, that which began the `pulumi up`",
        ),
      ),
    );
    child.once('close', (code) =>
      resolve({
        code: code ?? 1,
        printed: Buffer.concat(printed ?? []).toString(),
        said: Buffer.concat(said ?? []).toString(),
      }),
    );
    // One that ended before it has read all says why.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
