import { mkdtempSync, rmSync } from 'node:fs';
import { type IncomingMessage, createServer as plain, type Server, type ServerResponse } from 'node:http';
import { createServer as secure } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certify } from './authority';

/** What answers for one host. */
export type Host = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * The world outside of the cluster, as far as a test has it: a proxy on loopback that answers for its hosts itself, over TLS with a certificate of its own
 * authority, and refuses all others.
 */
export class Outside {
  private constructor(
    private readonly folder: string,
    private readonly proxy: Server,
    /** Hosts that somebody asked for and that are not there. */
    readonly strangers: Set<string>,
    /** With these a program finds the proxy and trusts its authority. */
    readonly env: Readonly<Record<string, string>>,
  ) {}

  static async open(hosts: ReadonlyMap<string, Host>): Promise<Outside> {
    const folder = mkdtempSync(join(tmpdir(), 'steading-outside-'));
    const { authority, cert, key } = await certify(folder, [...hosts.keys()]);
    const server = secure({ cert, key }, (request, response) => {
      const host = hosts.get((request.headers.host ?? '').replace(/:\d+$/, ''));
      if (host) host(request, response);
      else response.writeHead(404).end();
    });
    const strangers = new Set<string>();
    const proxy = plain();
    proxy.on('connect', ({ url = '' }: IncomingMessage, socket: Socket) => {
      socket.on('error', () => undefined);
      const host = url.replace(/:\d+$/, '');
      if (!hosts.has(host)) {
        strangers.add(host);
        socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
        return;
      }
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      server.emit('connection', socket);
    });
    await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const env = {
      HTTPS_PROXY: address,
      https_proxy: address,
      NO_PROXY: '127.0.0.1,localhost',
      SSL_CERT_FILE: authority,
      GIT_SSL_CAINFO: authority,
    };
    return new Outside(folder, proxy, strangers, env);
  }

  close(): void {
    this.proxy.closeAllConnections();
    this.proxy.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
