import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { binary } from '../../../../tools/build';
import { ROOT } from '../../../support/steading';
import { say } from '../report';

export type Action = 'up' | 'preview' | 'refresh' | 'destroy';

/** What a run of the engine came to. */
export interface Ran {
  readonly code: number;
  /** How many resources it did what with, as `{ create: 12, same: 3 }`. */
  readonly changes: Readonly<Record<string, number>>;
  /** All that a person would see. */
  readonly said: string;
  /** What began and what ended meanwhile: `begin create kubernetes:core/v1:Secret::web/ns/name`. */
  readonly log: readonly string[];
}

export interface EngineProps {
  /** The project: a folder with a Pulumi.yaml, stacks and their configuration, which is written to. */
  readonly root: string;
  readonly environment: string;
  readonly kubeconfig?: string;
  /** Types that are only noted: nothing here defines them. */
  readonly noted?: readonly string[];
}

/** What `pulumi` ends with where something went wrong. */
export const FAILED = 255;

const PROVIDERS = ['kubernetes', 'command', 'random'] as const;
const PASSPHRASE = 'the passphrase of a test';

/** How a person calls it. What is said of it in the end is read from the engine's own events. */
const CALLS: Readonly<Record<Action, readonly string[]>> = {
  up: ['up', '--yes', '--skip-preview'],
  preview: ['preview'],
  refresh: ['refresh', '--yes', '--skip-preview', '--clear-pending-creates'],
  destroy: ['destroy', '--yes', '--skip-preview'],
};

/** Pulumi's own command line, engine and language host, with a state in files and stand-ins for the providers. */
export class Engine {
  private running: ChildProcess | undefined;

  private constructor(
    private readonly props: EngineProps,
    private readonly folder: string,
    /** With what `pulumi` finds its state and the stand-ins. */
    readonly env: Readonly<Record<string, string>>,
    private readonly providers: readonly ChildProcess[],
  ) {}

  static async start(props: EngineProps): Promise<Engine> {
    const programs = await Promise.all([binary('pulumi', say), binary('pulumi-language-nodejs', say)]);
    const folder = mkdtempSync(join(tmpdir(), 'steading-engine-'));
    for (const part of ['state', 'home']) mkdirSync(join(folder, part));
    writeFileSync(join(folder, 'log'), '');
    const env = {
      PATH: [...programs.map(dirname), process.env.PATH].join(delimiter),
      PULUMI_BACKEND_URL: `file://${join(folder, 'state')}`,
      PULUMI_HOME: join(folder, 'home'),
      PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
      PULUMI_SKIP_UPDATE_CHECK: '1',
      // Without it nobody may ask for the events.
      PULUMI_DEBUG_COMMANDS: '1',
      STEADING_ENGINE_LOG: join(folder, 'log'),
      STEADING_ENGINE_NOTED: (props.noted ?? []).join(),
      KUBECONFIG: props.kubeconfig ?? '',
      SSH_AUTH_SOCK: '',
    };
    const started = await Promise.all(PROVIDERS.map((name) => attach(name, env)));
    const ports = started.map(({ name, port }) => `${name}:${port}`).join();
    const children = started.map(({ child }) => child);
    const engine = new Engine(props, folder, { ...env, PULUMI_DEBUG_PROVIDERS: ports }, children);
    await engine.ask('stack', 'init', props.environment);
    return engine;
  }

  /** Runs it to its end. `settings` are set first and stay: `key=value`, without the project's name. */
  async run(action: Action, ...settings: readonly string[]): Promise<Ran> {
    const { child, ended } = await this.begin(action, ...settings);
    this.running = child;
    const ran = await ended;
    this.running = undefined;
    return ran;
  }

  /** Starts it as the leader of a process group, so that all of it can be killed at once. */
  async begin(action: Action, ...settings: readonly string[]): Promise<{ child: ChildProcess; ended: Promise<Ran> }> {
    const before = this.log().length;
    for (const setting of settings) {
      const [, key = '', value = ''] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
      const secret = key.startsWith('secret.') || key === 'kubeconfig' ? ['--secret'] : [];
      await this.ask('config', 'set', ...secret, `steading:${key}`, '--', value);
    }
    const events = join(this.folder, 'events');
    rmSync(events, { force: true });
    const { child, ended } = this.call([...CALLS[action], '--event-log', events]);
    const came = async (): Promise<Ran> => {
      const { code, said } = await ended;
      const changes = code === 0 ? changesIn(readFileSync(events, 'utf8')) : {};
      return { code, said, changes, log: this.log().slice(before) };
    };
    return { child, ended: came() };
  }

  /** Calls `pulumi` as a person in the project would; throws what it said where it did not succeed. */
  async ask(...args: readonly string[]): Promise<string> {
    const { code, said } = await this.call(args).ended;
    if (code !== 0) throw new Error(`pulumi ${args.join(' ')}: ${said}`);
    return said;
  }

  private call([command = '', ...args]: readonly string[]) {
    const { root, environment } = this.props;
    const stack = command === 'stack' ? [] : ['--stack', environment];
    const child = spawn('pulumi', [command, '--non-interactive', ...stack, ...args], {
      cwd: root,
      env: { ...process.env, ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        said += chunk;
      });
    const ended = new Promise<{ code: number; said: string }>((resolve) =>
      child.once('close', (code) => resolve({ code: code ?? -1, said })),
    );
    return { child, ended };
  }

  log(): string[] {
    return readFileSync(join(this.folder, 'log'), 'utf8').split('\n').slice(0, -1);
  }

  /** The state as it lies on disk, with its backups and the engine's own configuration. */
  onDisk(): string {
    const files = readdirSync(this.folder, { recursive: true, encoding: 'utf8' })
      .map((path) => join(this.folder, path))
      .filter((path) => existsSync(path) && /\.(json|yaml|bak|attrs|log)$|\/log$/.test(path));
    return files.map((path) => readFileSync(path, 'utf8')).join('\n');
  }

  get stateFile(): string {
    return join(this.folder, 'state/.pulumi/stacks/steading', `${this.props.environment}.json`);
  }

  /** What the state has of each resource, with secrets as they are encrypted. */
  resources(): readonly Stored[] {
    const { checkpoint } = JSON.parse(readFileSync(this.stateFile, 'utf8')) as Checkpoint;
    return checkpoint.latest.resources ?? [];
  }

  stop(): void {
    if (this.running) kill(this.running);
    for (const provider of this.providers) provider.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function attach(name: string, env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'provider.ts'), name], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise<{ name: string; port: number; child: ChildProcess }>((resolve, reject) => {
    child.stdout.once('data', (port) => resolve({ name, port: Number(port), child }));
    child.once('close', (code) => reject(new Error(`the stand-in of ${name} ended with ${code}`)));
  });
}

/** How many resources were dealt with in which way: the last event says so. */
function changesIn(events: string): Ran['changes'] {
  const all = events.split('\n').filter((line) => line !== '');
  const summaries = all.flatMap((line) => (JSON.parse(line) as Event).summaryEvent ?? []);
  return summaries.at(-1)?.resourceChanges ?? {};
}

interface Event {
  readonly summaryEvent?: { readonly resourceChanges: Ran['changes'] };
}

/** Throws what it said where it did not succeed. */
export function succeeded(ran: Ran): Ran {
  if (ran.code !== 0) throw new Error(ran.said);
  return ran;
}

/** It and all that it started, with no time to put anything in order. */
export function kill({ pid, exitCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null) process.kill(-pid, 'SIGKILL');
}

export interface Stored {
  readonly urn: string;
  readonly type: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

interface Checkpoint {
  readonly checkpoint: { readonly latest: { readonly resources?: readonly Stored[] } };
}
