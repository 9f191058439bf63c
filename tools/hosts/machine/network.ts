import { type ChildProcess, spawn } from 'node:child_process';
import { run } from '../../run';

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Options {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Nothing is left when who started it is killed. */
export const WITH_PARENT = ['setpriv', '--pdeathsig', 'KILL'] as const;

/** A network namespace of its own, without a way out: only what is plugged into it is there. */
export class Network {
  private constructor(private readonly holder: ChildProcess) {}

  static async start(): Promise<Network> {
    const script = 'ip link set lo up; echo ready; exec cat';
    const holder = spawn(WITH_PARENT[0], [...WITH_PARENT.slice(1), 'unshare', '--net', 'sh', '-ec', script], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await new Promise<void>((resolve, reject) => {
      holder.stdout.once('data', () => resolve());
      holder.once('close', (code) => reject(new Error(`a network ended with ${code}`)));
    });
    return new Network(holder);
  }

  /** A cable from here to the network namespace of a process, with addresses such as `192.168.1.1/24` at both ends. */
  async plug(there: number, device: string, ours: readonly string[], theirs: string): Promise<void> {
    const here = this.holder.pid;
    const peer = ['peer', 'name', device, 'netns', String(there)];
    await run(['ip', 'link', 'add', device, 'netns', String(here), 'type', 'veth', ...peer]);
    for (const address of ours) await ip(here, ['address', 'add', address, 'dev', device]);
    await ip(there, ['address', 'add', theirs, 'dev', device]);
    for (const at of [here, there]) await ip(at, ['link', 'set', device, 'up']);
  }

  /** What has no network of its own here is behind this address. */
  async route(gateway: string): Promise<void> {
    await ip(this.holder.pid, ['route', 'replace', 'default', 'via', gateway]);
  }

  /** Starts a program that has this network and no other. */
  start(command: readonly string[], { cwd, env }: Options = {}): ChildProcess {
    const [file, ...args] = [...WITH_PARENT, ...inside(this.holder.pid), ...command] as const;
    return spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  }

  /** Runs a program to its end. */
  run(command: readonly string[], options: Options = {}): Promise<Ended> {
    const child = this.start(command, options);
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name]?.on('data', (chunk) => {
        said[name] += chunk;
      });
    child.stdin?.on('error', () => undefined); // a program need not read what it is given
    child.stdin?.end(options.input ?? '');
    return new Promise((resolve) => child.once('close', (code) => resolve({ code: code ?? -1, ...said })));
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.holder.once('close', resolve));
    this.holder.stdin?.end();
    await gone;
  }
}

const inside = (pid: number | undefined) => ['nsenter', `--net=/proc/${pid}/ns/net`] as const;

/** Sets up the network namespace of a process. */
export async function ip(pid: number | undefined, words: readonly string[]): Promise<void> {
  await run([...inside(pid), 'ip', ...words]);
}
