import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { binary } from '../../../../tools/build';
import { say } from '../report';
import { changesIn, type Ended, logOf } from './events';
import { installPlugins } from './plugins';
import { descendants, end } from './processes';

export type Action = 'up' | 'preview' | 'refresh' | 'destroy';

/** What a run of the engine came to. */
export interface Ran extends Ended {
  /** How many resources it did what with, as `{ create: 12, same: 3 }`. */
  readonly changes: Readonly<Record<string, number>>;
  /** What began and what ended meanwhile: `begin create kubernetes:core/v1:Secret::ns/name`. */
  readonly log: readonly string[];
  /** What the state has in another cluster than that of the stack, as far as it can be told. */
  readonly strays: readonly string[];
}

export interface EngineProps {
  /** The project: a folder with a Pulumi.yaml, stacks and their configuration, which is written to. */
  readonly root: string;
  readonly environment: string;
  /** Path of the kubeconfig that the configuration states; KUBECONFIG names another cluster, which does not answer. */
  readonly kubeconfig?: string;
  /** Commands of hosts are only written down: a test has no such machines. @default false */
  readonly notesCommands?: boolean;
  /** More for the environment of the engine and its plugins. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What `pulumi` ends with where something went wrong. */
export const FAILED = 255;

const HELD_MS = 5000;
const PASSPHRASE = 'the passphrase of a test';

/** How a person calls it. What is said of it in the end is read from the engine's own events. */
const CALLS: Readonly<Record<Action, readonly string[]>> = {
  up: ['up', '--yes', '--skip-preview'],
  preview: ['preview'],
  refresh: ['refresh', '--yes', '--skip-preview', '--clear-pending-creates'],
  destroy: ['destroy', '--yes', '--skip-preview'],
};

/** A cluster in which nobody is: whatever goes there is lost. */
const NOBODY = `apiVersion: v1
kind: Config
clusters: [{ name: nobody, cluster: { server: "https://127.0.0.1:1" } }]
contexts: [{ name: nobody, context: { cluster: nobody, user: nobody } }]
users: [{ name: nobody, user: {} }]
current-context: nobody
`;

/** Pulumi's own command line, engine and language host, with a state in files; its plugins, or stand-ins for them. */
export class Engine {
  private running: ChildProcess | undefined;
  private readonly left = new Set<number>();

  private constructor(
    private readonly props: EngineProps,
    private readonly folder: string,
    /** With what `pulumi` finds its state and the stand-ins. */
    readonly env: Readonly<Record<string, string>>,
  ) {}

  static async start(props: EngineProps): Promise<Engine> {
    const programs = await Promise.all([binary('pulumi', say), binary('pulumi-language-nodejs', say)]);
    const folder = mkdtempSync(join(tmpdir(), 'steading-engine-'));
    for (const part of ['state', 'home']) mkdirSync(join(folder, part));
    const nobody = join(folder, 'nobody');
    writeFileSync(nobody, NOBODY);
    installPlugins(join(folder, 'home'), props.notesCommands ? ['command'] : []);
    const env = {
      PATH: [...programs.map(dirname), process.env.PATH].join(delimiter),
      PULUMI_BACKEND_URL: `file://${join(folder, 'state')}`,
      PULUMI_HOME: join(folder, 'home'),
      PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
      PULUMI_SKIP_UPDATE_CHECK: '1',
      // Without it nobody may ask for the events.
      PULUMI_DEBUG_COMMANDS: '1',
      STEADING_ENGINE_NOTED: props.notesCommands ? '1' : '',
      KUBECONFIG: nobody,
      SSH_AUTH_SOCK: '',
      ...props.env,
    };
    const engine = new Engine(props, folder, env);
    await engine.ask('stack', 'init', props.environment);
    if (props.kubeconfig !== undefined) await engine.configure(`kubeconfig=${readFileSync(props.kubeconfig, 'utf8')}`);
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

  /** Starts it. */
  async begin(action: Action, ...settings: readonly string[]): Promise<{ child: ChildProcess; ended: Promise<Ran> }> {
    for (const setting of settings) await this.configure(setting);
    rmSync(this.events, { force: true });
    const { child, ended } = this.call([...CALLS[action], '--event-log', this.events]);
    const came = async (): Promise<Ran> => {
      const { code, said } = await ended;
      const log = action === 'preview' ? [] : this.log();
      return { code, said, changes: changesIn(this.events), log, strays: action === 'up' ? this.strays() : [] };
    };
    return { child, ended: came() };
  }

  /** Ends a run with no time to put anything in order: the engine alone, whose plugins go on, or all that it started. */
  kill(child: ChildProcess, who: 'engine' | 'all'): void {
    if (child.pid === undefined || child.exitCode !== null) return;
    const started = descendants(child.pid);
    end([child.pid, ...(who === 'all' ? started : [])]);
    for (const pid of started) this.left.add(pid);
  }

  async configure(setting: string): Promise<void> {
    const [, key = '', value = ''] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
    const secret = key.startsWith('secret.') || key === 'kubeconfig' ? ['--secret'] : [];
    await this.ask('config', 'set', ...secret, `steading:${key}`, '--', value);
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
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        said += chunk;
      });
    const ended = new Promise<Ended>((resolve) => {
      const over = (code: number | null) => resolve({ code: code ?? -1, said });
      child.once('close', over);
      // What outlives it may hold the pipes.
      child.once('exit', (code) => setTimeout(() => over(code), HELD_MS).unref());
    });
    return { child, ended };
  }

  /** Of the last run, or of that which goes on. */
  log(): string[] {
    return logOf(this.events);
  }

  /** Not searched for values: drawn ones are in the engine's own events, which nobody gets without asking for them. */
  private get events(): string {
    return join(this.folder, 'events');
  }

  /** The state as it lies on disk, with its backups and the engine's own configuration. */
  onDisk(): string {
    const files = readdirSync(this.folder, { recursive: true, encoding: 'utf8' })
      .map((path) => join(this.folder, path))
      .filter((path) => existsSync(path) && /\.(json|yaml|bak|attrs|log)$/.test(path));
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

  private strays(): string[] {
    const own = /::pulumi:providers:kubernetes::(?!default)/;
    const inCluster = this.resources().filter(({ type }) => type.startsWith('kubernetes:'));
    return inCluster.filter(({ provider = '' }) => !own.test(provider)).map(({ urn }) => urn);
  }

  stop(): void {
    if (this.running) this.kill(this.running, 'all');
    end([...this.left]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Throws what it said where it did not succeed, and what it has made elsewhere. */
export function succeeded(ran: Ran): Ran {
  if (ran.code !== 0) throw new Error(ran.said);
  if (ran.strays.length > 0) throw new Error(`not made by the stack's own provider: ${ran.strays.join(', ')}`);
  return ran;
}

export interface Stored {
  readonly urn: string;
  readonly type: string;
  readonly provider?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

interface Checkpoint {
  readonly checkpoint: { readonly latest: { readonly resources?: readonly Stored[] } };
}
