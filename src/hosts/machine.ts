import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, ClientChannel } from 'ssh2';
import type { HostNode } from '../graph/graph';
import { connect } from './connect';
import { type Ended, gather, type Unended } from './gather';
import { durationText, type Limits, MOST_OUTPUT } from './limits';
import { type HostError, Lost, noSession, Stopped, sudoRefused, talkative } from './refusal';
import { restart } from './restart';
import { commandLine, sent } from './script';
import { Slots } from './slots';

/** sshd admits ten sessions a connection (MaxSessions) where nobody says otherwise. */
const CHANNELS = 8;
const SESSION_MS = 10_000;
const POLL_MS = 50;
/** For a server to end a connection that we have ended. */
const PARTING_MS = 1000;

export interface RunProps {
  readonly as?: 'user' | 'root';
  readonly input?: Buffer;
  /** What it is, for people. @default 'a script' */
  readonly what?: string;
  /** How long it may take, in milliseconds. @default - as long as a test */
  readonly ms?: number;
}

/** A host as it is reached: one connection, made when it is needed, and scripts on it side by side. */
export class Machine {
  private readonly channels = new Slots(CHANNELS);
  private connection: Promise<Client> | undefined;
  private rootAdmitted: Promise<void> | undefined;
  private restarting: Promise<void> | undefined;
  /** Why nothing is run on it any more. */
  private over: HostError | Lost | undefined;

  constructor(
    readonly host: HostNode,
    private readonly environment: string,
    readonly limits: Limits,
  ) {}

  /**
   * Runs a script to its end. Throws `HostError` where the host cannot be reached or lets us not be root, `Stopped` where it takes too long or
   * prints too much, `Lost` where it went away.
   */
  async run(script: string, { as = 'user', ...props }: RunProps = {}): Promise<Ended> {
    if (as === 'root') await this.admitted();
    return this.channels.with(1, () => this.send(script, as, props));
  }

  /** Starts the host anew, once nothing runs on it any more; resolves when it is back. Who asks meanwhile waits for the same. */
  async restart(): Promise<void> {
    await this.admitted();
    this.restarting ??= this.channels
      .with(CHANNELS, () =>
        restart(this.host, { run: (script) => this.send(script, 'root'), close: () => this.disconnect() }),
      )
      .finally(() => {
        this.restarting = undefined;
      });
    return this.restarting;
  }

  /** Runs nothing more on it. What runs already goes on. */
  giveUp(error: HostError | Lost): void {
    this.over ??= error;
  }

  /** Ends the connection, for good: what still waits for its turn does not make another one. */
  async close(): Promise<void> {
    this.giveUp(new Lost());
    await this.disconnect();
  }

  private async disconnect(): Promise<void> {
    const connection = this.connection;
    this.connection = undefined;
    const client = await connection?.catch(() => undefined);
    if (client) part(client);
  }

  private async send(script: string, as: 'user' | 'root', props: Omit<RunProps, 'as'> = {}): Promise<Ended> {
    if (this.over) throw this.over;
    const { input = Buffer.alloc(0), what = 'a script', ms = this.limits.test } = props;
    const client = await this.connected();
    const ended = await gather(await this.channel(client, commandLine(this.host, as)), sent(script, input), ms);
    if (!('why' in ended)) return ended;
    // It sends on, whatever we say.
    if (ended.why === 'output') client.destroy();
    throw this.stopped(what, ended, ms);
  }

  /** A host that could not be reached is not asked again. One that was lost is. */
  private connected(): Promise<Client> {
    this.connection ??= this.greeted().then((client) => {
      const made = this.connection;
      client.once('close', () => {
        if (this.connection === made) this.connection = undefined;
      });
      return client;
    });
    return this.connection;
  }

  private async greeted(): Promise<Client> {
    const { signIn: ms } = this.limits;
    const client = await connect(this.host, this.environment, ms);
    try {
      const ended = await gather(await this.channel(client, commandLine(this.host, 'user')), GREETING, ms);
      if (!('why' in ended) && String(ended.stdout) === GREETED) return client;
      throw 'why' in ended
        ? this.stopped(`the login shell of '${this.host.user}'`, ended, ms)
        : talkative(this.host, `${ended.stdout}${ended.stderr}`);
    } catch (error) {
      part(client);
      throw error;
    }
  }

  /** sshd counts a session until its process is gone, which may be after it has said so. */
  private async channel(client: Client, command: string): Promise<ClientChannel> {
    for (const deadline = Date.now() + SESSION_MS; ; await sleep(POLL_MS)) {
      const opened = await open(client, command, this.limits.signIn);
      if (opened === undefined) {
        client.destroy();
        throw this.stopped('its sshd, asked for a session,', { why: 'time' }, this.limits.signIn);
      }
      if (!(opened instanceof Error)) return opened;
      if (!/Channel open failure/.test(opened.message)) throw new Lost();
      if (Date.now() > deadline) throw noSession(this.host.name, opened.message, CHANNELS);
    }
  }

  private async admitted(): Promise<void> {
    if (this.host.user === 'root') return;
    this.rootAdmitted ??= this.channels.with(1, async () => {
      const { code, stderr } = await this.send('exit 0', 'root', { what: 'sudo' });
      if (code !== 0) throw sudoRefused(this.host, stderr);
    });
    return this.rootAdmitted;
  }

  private stopped(what: string, { why, ...printed }: Pick<Unended, 'why'> & Partial<Unended>, ms: number): Stopped {
    const how =
      why === 'time' ? `did not end within ${durationText(ms)}` : `printed more than ${MOST_OUTPUT / 2 ** 20} MiB`;
    return new Stopped(this.host.name, what, how, `${printed.stdout ?? ''}\n${printed.stderr ?? ''}`);
  }
}

/** A server that does not end it as well is left. */
function part(client: Client): void {
  client.end();
  setTimeout(() => client.destroy(), PARTING_MS).unref();
}

/** Undefined where nothing is said for so many milliseconds. */
function open(client: Client, command: string, ms: number): Promise<ClientChannel | Error | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms, undefined);
    const settle = (opened: ClientChannel | Error): void => {
      clearTimeout(timer);
      resolve(opened);
    };
    try {
      client.exec(command, (error, channel) => settle(error ?? channel));
    } catch (error) {
      settle(error as Error);
    }
  });
}

const GREETED = 'steading\n';
const GREETING = sent('echo steading', Buffer.alloc(0));
