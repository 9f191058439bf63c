import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { type Connection, Server, utils } from 'ssh2';
import type { SshHost } from './host';
import type { Keys } from './keys';

/** Stands in for sshd where none is to be had: ssh2's own server, which runs commands as the current user on this very machine. */
export class StandInHost implements SshHost {
  readonly user = userInfo().username;
  private readonly connections = new Set<Connection>();
  private log = '';

  private constructor(
    readonly port: number,
    readonly hostKey: string,
    readonly place: string,
    private readonly server: Server,
  ) {}

  static async start(keys: Keys, port: number): Promise<StandInHost> {
    const key = keys.hostKey();
    const client = utils.parseKey(keys.client.public);
    if (client instanceof Error) throw client;
    const server = new Server({ hostKeys: [key.private] });
    const place = mkdtempSync(join(keys.folder, 'host-'));
    mkdirSync(place, { recursive: true });
    const host = new StandInHost(port, key.public, place, server);
    server.on('connection', (connection) => {
      host.connections.add(connection);
      connection.on('error', () => undefined);
      connection.on('close', () => host.connections.delete(connection));
      connection.on('authentication', (context) => {
        const { method } = context;
        const isKnown = method === 'publickey' && client.getPublicSSH().equals(context.key.data);
        const isSigned =
          method === 'publickey' &&
          (!context.signature || client.verify(context.blob ?? Buffer.alloc(0), context.signature) === true);
        if (isKnown && isSigned && context.username === host.user) context.accept();
        else context.reject(['publickey']);
      });
      connection.on('session', (accept) => {
        accept().on('exec', (acceptExec, _, { command }) => {
          host.log += `${command}\n`;
          const channel = acceptExec();
          const child = spawn('/bin/sh', ['-c', command]);
          channel.pipe(child.stdin);
          child.stdin.on('error', () => undefined);
          child.stdout.pipe(channel, { end: false });
          child.stderr.pipe(channel.stderr, { end: false });
          channel.on('close', () => child.stdin.destroy());
          child.on('close', (code) => {
            channel.exit(code ?? 255);
            channel.end();
          });
        });
      });
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return host;
  }

  outside(path: string): string {
    return path;
  }

  said(): string {
    return this.log;
  }

  async cut(): Promise<void> {
    for (const connection of this.connections)
      (connection as unknown as { _sock: { destroy(): void } })._sock.destroy();
  }

  async stop(): Promise<void> {
    await this.cut();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
