// `hosts.ts N`: seconds from the first connection to the last test on so many machines, each with a real sshd where one can be had.

import type { CommandNode, HostNode } from '../src/graph/graph';
import { apply, steps } from '../src/hosts/apply';
import { Fleet } from '../src/hosts/fleet';
import { Values } from '../src/hosts/values';
import type { SshHost } from '../tools/hosts/host';
import { Keys } from '../tools/hosts/keys';
import { maker } from '../tools/hosts/ssh-host';

/** What a machine is made of: packages, files, units, each after the one before. */
const COMMANDS = 8;
/** What each of them keeps a machine busy with, be it a download, a disk or a service that starts. */
const SECONDS = 0.5;

function hostNode(name: string, server: SshHost, identity: string): HostNode {
  const at = (): undefined => undefined;
  const commands = Array.from({ length: COMMANDS }, (_, i): CommandNode => {
    const path = `${server.place}/${name}-${i}`;
    const after = i === 0 ? [] : [`${name}/command-${i - 1}`];
    const scripts = { test: `test -e ${path}`, apply: `sleep ${SECONDS}; touch ${path}` };
    return { name: `command-${i}`, as: 'user', reboot: false, ...scripts, after, at };
  });
  const { port, user, hostKey } = server;
  const machine = { address: '127.0.0.1', port, user, hostKey, identity, home: server.place, guards: [] };
  const kind = { architecture: 'amd64', os: 'debian', pageSize: 4, disk: 'ssd' } as const;
  return { ...machine, ...kind, name, path: name, commands, values: [], at };
}

async function main(count: number): Promise<void> {
  const make = await maker((line) => process.stderr.write(`${line}\n`));
  const keys = new Keys();
  const servers: SshHost[] = [];
  try {
    for (let i = 0; i < count; i++) servers.push(await make.start(keys, { user: 'root' }));
    const hosts = servers.map((server, i) => hostNode(`host-${i}`, server, keys.client.path));
    const fleet = new Fleet('fleet', hosts);
    const begin = performance.now();
    let done = 0;
    await apply(fleet, new Values(fleet), steps(hosts, hosts), {
      parallel: count,
      began: () => undefined,
      ended: (step, { kind }) => {
        if (kind !== 'done') throw new Error(`${step.id}: ${kind}`);
        done++;
      },
    });
    await fleet.close();
    const seconds = (performance.now() - begin) / 1000;
    if (done !== count * COMMANDS) throw new Error(`${done} of ${count * COMMANDS} were done`);
    process.stdout.write(JSON.stringify({ seconds, server: make.server }));
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    keys.remove();
  }
}

void main(Number(process.argv[2]));
