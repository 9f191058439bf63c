import { mkdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { launch } from '../../../tools/state';
import type { Plane } from '../../live/support/plane';

type Env = Readonly<Record<string, string>>;

/** Starts processes beside a control plane, in its state folder: they are stopped with it, whoever is killed. */
export function starter(plane: Plane, env: Env): (name: string, command: readonly string[], more?: Env) => void {
  const folder = dirname(plane.kubeconfig);
  return (name, command, more = {}) => {
    const home = join(folder, `${name}.home`);
    for (const one of ['', 'tmp']) mkdirSync(join(home, one), { recursive: true });
    const all = { ...env, HOME: home, TMPDIR: join(home, 'tmp'), KUBECONFIG: plane.kubeconfig, ...more };
    launch(folder, name, ['env', ...Object.entries(all).map(([key, value]) => `${key}=${value}`), ...command]);
  };
}

/** Addresses on loopback that nobody listens at. */
export async function freeAddresses(count: number): Promise<string[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      return server;
    }),
  );
  const addresses = servers.map((server) => `127.0.0.1:${(server.address() as AddressInfo).port}`);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return addresses;
}
