import { writeFileSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { type Connection, Server, type ServerChannel, utils } from 'ssh2';
import { temporary } from './project';

/** What the server does with a script; `true` where it ends it well. */
export type Act = (channel: ServerChannel, script: string, command: string) => boolean | undefined;

const USER = 'ops';

/** Stands in for an sshd that means no good: ssh2's own server, which runs nothing and does with each script what a test says. */
export class SshServer {
  /** Scripts that came, without the first one, which asks whether there is a shell at all. */
  readonly scripts: string[] = [];
  /** Connections at a time that it has had. */
  connections = 0;
  act: Act = () => true;
  /** Whether it answers who asks for a session. */
  opens = true;
  readonly #client = utils.generateKeyPairSync('ed25519');
  readonly #key = utils.generateKeyPairSync('ed25519');
  readonly #open = new Set<Connection>();
  readonly #server = new Server({ hostKeys: [this.#key.private] }, (connection) => this.#greet(connection));

  static async start(): Promise<SshServer> {
    const server = new SshServer();
    await new Promise<void>((open) => server.#server.listen(0, '127.0.0.1', open));
    return server;
  }

  /** How an environment declares it. */
  get host(): string {
    const identity = join(temporary(), 'key');
    writeFileSync(identity, this.#client.private, { mode: 0o600 });
    const { port } = this.#server.address() as AddressInfo;
    const [type, key] = this.#key.public.split(' ');
    return JSON.stringify({
      ...{ address: '127.0.0.1', port, user: USER, identity, architecture: 'amd64', hostKey: `${type} ${key}` },
    });
  }

  async stop(): Promise<void> {
    for (const connection of this.#open) (connection as unknown as { _sock: Socket })._sock.destroy();
    await new Promise<void>((closed) => this.#server.close(() => closed()));
  }

  #greet(connection: Connection): void {
    this.connections++;
    this.#open.add(connection);
    connection.on('error', () => undefined);
    connection.on('close', () => this.#open.delete(connection));
    connection.on('authentication', (context) => {
      if (context.method === 'publickey') context.accept();
      else context.reject(['publickey']);
    });
    connection.on('session', (accept) => {
      if (!this.opens) return;
      accept().on('exec', (admit, _, { command }) => this.#run(admit(), command));
    });
  }

  #run(channel: ServerChannel, command: string): void {
    let input = '';
    channel.on('error', () => undefined);
    channel.on('data', (chunk: Buffer) => {
      const isNew = !input.includes('\n');
      input += chunk;
      if (!isNew || !input.includes('\n')) return;
      const script = Buffer.from(input.split('\n')[0] ?? '', 'base64').toString();
      if (script.includes('echo steading')) channel.write('steading\n');
      else this.scripts.push(script);
      if (this.act(channel, script, command)) end(channel, 0);
    });
  }
}

export function end(channel: ServerChannel, code: number): void {
  channel.exit(code);
  channel.end();
}

/** Sends as long as somebody reads. */
export function flood(channel: ServerChannel): void {
  const chunk = Buffer.alloc(32 * 1024, 'x');
  const more = (): void => {
    while (channel.writable && channel.write(chunk));
    if (channel.writable) channel.once('drain', more);
  };
  more();
}
