import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const SHOWN_LINES = 10;

interface Options {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a tool to its end and gives back what it printed. Throws with its last lines. */
export async function run(command: readonly [string, ...string[]], { cwd, env = {} }: Options = {}): Promise<string> {
  const [file, ...args] = command;
  try {
    const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 2 ** 26 };
    return (await promisify(execFile)(file, args, options)).stdout;
  } catch (error) {
    const { code, stderr = '', stdout = '' } = error as { code?: unknown; stderr?: string; stdout?: string };
    if (code === 'ENOENT') throw new Error(`there is no '${file}' here`);
    const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-SHOWN_LINES).join('\n');
    throw new Error(`${[file, ...args].join(' ')}: ${said}`);
  }
}
