import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, ClientChannel } from 'ssh2';
import type { HostNode } from '../../graph/graph';
import { sh } from '../../model/shell';
import { connect } from './connect';
import { HostError, Lost } from './refusal';
import { restart } from './restart';
import { commandLine, sent } from './script';
import { Slots } from './slots';

/** sshd admits ten sessions a connection (MaxSessions) where nobody says otherwise. */
const CHANNELS = 8;
const SESSION_MS = 10_000;
const POLL_MS = 50;
/** Of what a script prints, the end is kept. */
export const OUTPUT_BYTES = 2 ** 20;

export interface Ended {
  /** @default - it was ended by a signal */
  readonly code?: number;
  readonly signal?: string;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface RunProps {
  readonly as?: 'user' | 'root';
  readonly input?: Buffer;
}

/** A host as it is reached: one connection, made when it is needed, and scripts on it side by side. */
export class Machine {
  private readonly channels = new Slots(CHANNELS);
  private connection: Promise<Client> | undefined;
  private rootAdmitted: Promise<void> | undefined;
  private restarting: Promise<void> | undefined;

  constructor(
    readonly host: HostNode,
    private readonly environment: string,
  ) {}

  /** Runs a script to its end. Throws `HostError` where the host cannot be reached or lets us not be root, `Lost` where it went away. */
  async run(script: string, { as = 'user', input = Buffer.alloc(0) }: RunProps = {}): Promise<Ended> {
    if (as === 'root') await this.admitted();
    return this.channels.with(1, () => this.send(script, as, input));
  }

  /** Starts the host anew, once nothing runs on it any more; resolves when it is back. Who asks meanwhile waits for the same. */
  async restart(): Promise<void> {
    await this.admitted();
    this.restarting ??= this.channels
      .with(CHANNELS, () =>
        restart(this.host, {
          run: (script) => this.send(script, 'root', Buffer.alloc(0)),
          close: () => this.close(),
        }),
      )
      .finally(() => {
        this.restarting = undefined;
      });
    return this.restarting;
  }

  async close(): Promise<void> {
    const connection = this.connection;
    this.connection = undefined;
    (await connection?.catch(() => undefined))?.end();
  }

  private async send(script: string, as: 'user' | 'root', input: Buffer): Promise<Ended> {
    const client = await this.connected();
    return gather(await this.channel(client, commandLine(this.host, as)), sent(script, input));
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

  /** What a login shell prints by itself would be taken for a value. */
  private async greeted(): Promise<Client> {
    const client = await connect(this.host, this.environment);
    const { stdout, stderr } = await gather(await this.channel(client, commandLine(this.host, 'user')), GREETING);
    if (String(stdout) === GREETED) return client;
    client.end();
    const { name, user } = this.host;
    throw new HostError(
      `${name}: the login shell of '${user}' does not just run what it is given: it prints '${`${stdout}${stderr}`.trim()}'`,
      `what \`ssh ${user}@${this.host.address} true\` prints has to go: out of .bashrc or the like, or with another shell (chsh)`,
    );
  }

  /** sshd counts a session until its process is gone, which may be after it has said so. */
  private async channel(client: Client, command: string): Promise<ClientChannel> {
    for (const deadline = Date.now() + SESSION_MS; ; await sleep(POLL_MS)) {
      const opened = await open(client, command);
      if (!(opened instanceof Error)) return opened;
      if (!/Channel open failure/.test(opened.message)) throw new Lost();
      if (Date.now() > deadline) throw noSession(this.host.name, opened);
    }
  }

  private async admitted(): Promise<void> {
    if (this.host.user === 'root') return;
    this.rootAdmitted ??= this.channels.with(1, async () => {
      const { code, stderr } = await this.send('exit 0', 'root', Buffer.alloc(0));
      if (code !== 0) throw sudoRefused(this.host, stderr);
    });
    return this.rootAdmitted;
  }
}

function open(client: Client, command: string): Promise<ClientChannel | Error> {
  return new Promise((resolve) => {
    client.exec(command, (error, channel) => resolve(error ?? channel));
  });
}

const GREETED = 'steading\n';
const GREETING = sent('echo steading', Buffer.alloc(0));

function gather(channel: ClientChannel, input: Buffer): Promise<Ended> {
  const [stdout, stderr] = [new Tail(), new Tail()];
  channel.on('data', (chunk: Buffer) => stdout.add(chunk));
  channel.stderr.on('data', (chunk: Buffer) => stderr.add(chunk));
  channel.on('error', () => undefined); // a script need not read what it is given
  channel.end(input);
  return new Promise((resolve, reject) => {
    let end: Pick<Ended, 'code' | 'signal'> | undefined;
    channel.on('exit', (code: number | null, signal?: string) => {
      end = code === null ? { signal: signal ?? '' } : { code };
    });
    channel.on('close', () => {
      if (end) resolve({ ...end, stdout: stdout.bytes(), stderr: stderr.bytes().toString() });
      else reject(new Lost());
    });
  });
}

/** The last of what a script says. */
class Tail {
  private chunks: Buffer[] = [];
  private size = 0;

  add(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.size += chunk.length;
    if (this.size > 2 * OUTPUT_BYTES) this.chunks = [this.bytes()];
  }

  bytes(): Buffer {
    const last = Buffer.concat(this.chunks).subarray(-OUTPUT_BYTES);
    this.size = last.length;
    return last;
  }
}

function noSession(name: string, { message }: Error): HostError {
  return new HostError(
    `${name}: its sshd opens no further session: ${message}`,
    `see that MaxSessions of its sshd_config is ${CHANNELS} or more; 10 is the default`,
  );
}

function sudoRefused({ name, user }: HostNode, stderr: string): HostError {
  const said = stderr.trim().split('\n').at(-1) ?? '';
  const line = `${user} ALL=(ALL) NOPASSWD: ALL`;
  const sudoers = sh`echo ${line} > /etc/sudoers.d/steading`;
  return /password/.test(said)
    ? new HostError(
        `${name}: sudo wants a password of '${user}', and nobody is there to type one`,
        `as root on ${name}: ${sudoers}`,
      )
    : new HostError(
        `${name}: '${user}' does not become root by sudo: ${said || 'it does not say why'}`,
        `install sudo there, and as root: ${sudoers}`,
      );
}
