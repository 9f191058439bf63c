import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '../..');

/** Not that of whoever runs the tests. */
const STATE = join(tmpdir(), `steading-test-state-${process.getuid?.() ?? ''}`);

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Options {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Project whose program runs. @default - this one */
  readonly program?: string;
}

/** Runs the real command line in a process of its own, without a terminal and without what the caller's environment would change. */
export function steading(args: readonly string[], { cwd = ROOT, env = {}, program = ROOT }: Options = {}) {
  return run(process.execPath, [join(program, 'bin/steading.js'), ...args], { cwd, env });
}

/** What of the caller's environment a command may know. */
export function environment(): NodeJS.ProcessEnv {
  const { FORCE_COLOR, NO_COLOR, CI, CDK8S_OUTDIR, ...inherited } = process.env;
  return { ...inherited, XDG_STATE_HOME: STATE };
}

/** Runs a program to its end. */
export function run(file: string, args: readonly string[], { cwd = ROOT, env = {} }: Omit<Options, 'program'> = {}) {
  return new Promise<Ended>((done) => {
    const child = execFile(
      file,
      args,
      { cwd, env: { ...environment(), ...env }, maxBuffer: 2 ** 26 },
      (_, stdout, stderr) => done({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}
