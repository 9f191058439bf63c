import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { cached } from '../cache';
import { run } from '../run';
import type { HostProps, SshHost } from './host';
import type { Keys } from './keys';
import { RoomHost } from './room';
import { StandInHost } from './stand-in';

/** Starts hosts of one kind. */
export interface Maker {
  /** What answers, for people. */
  readonly server: string;
  /** Whether it is a machine of its own, with a root of its own. */
  readonly isRoom: boolean;
  start(keys: Keys, props?: HostProps): Promise<SshHost>;
}

/** Real machines where they can be had: as root on Linux, with Debian's packages. Stand-ins elsewhere. */
export async function maker(say: (line: string) => void): Promise<Maker> {
  const why = process.env.STEADING_SSHD === 'stand-in' ? 'STEADING_SSHD says so' : whyNoRoom();
  const packages = why === undefined ? await openssh(say).catch((error: Error) => error) : new Error(why);
  if (packages instanceof Error) {
    say(`sshd: a stand-in made with ssh2's own server, ${packages.message}`);
    return {
      server: "a stand-in made with ssh2's server",
      isRoom: false,
      start: async (keys) => StandInHost.start(keys, await freePort()),
    };
  }
  return {
    server:
      spawnSync(join(packages, 'usr/sbin/sshd'), ['-V'], {
        encoding: 'utf8',
        env: { LD_LIBRARY_PATH: libraries(packages) },
      })
        .stderr.trim()
        .split(',')[0] ?? 'OpenSSH',
    isRoom: true,
    start: async (keys, props = {}) => RoomHost.start(props, keys, packages, await freePort()),
  };
}

const PACKAGES = ['openssh-server', 'openssh-sftp-server', 'libwrap0', 'sudo'];

/** Debian's packages, unpacked and not installed: nothing of this machine is changed. */
async function openssh(say: (line: string) => void): Promise<string> {
  const { VERSION_ID = '' } = Object.fromEntries(
    (await run(['cat', '/etc/os-release'])).split('\n').map((line) => line.split('=') as [string, string]),
  );
  const folder = await cached('openssh', [...PACKAGES, VERSION_ID, process.arch], say, async (cwd) => {
    say("sshd: downloading Debian's packages, a few seconds, only this once");
    const download = ['apt-get', 'download', '--quiet', ...PACKAGES] as const;
    await run([...download], { cwd }).catch(async () => {
      await run(['apt-get', 'update', '--quiet']);
      await run([...download], { cwd });
    });
    for (const file of readdirSync(cwd).filter((name) => name.endsWith('.deb')))
      await run(['dpkg', '--extract', file, 'root'], { cwd });
    rmSync(join(cwd, 'root/lib'), { recursive: true, force: true }); // a link in Debian, which it would cover
  });
  return join(folder, 'root');
}

function libraries(packages: string): string {
  const folder = join(packages, 'usr/lib');
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .join(':');
}

function whyNoRoom(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'without root there is no room for a real one';
  if (!existsSync('/usr/bin/apt-get')) return "Debian's packages cannot be had here";
  const { status, stderr } = spawnSync('unshare', ['--mount', '--pid', '--fork', 'true'], { encoding: 'utf8' });
  return status === 0 ? undefined : `it needs namespaces: ${stderr.trim()}`;
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
