import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from '../../cache';
import { run } from '../../run';

/** What a small server has that is reached by SSH. Nothing of Podman. */
const INSTALLED = ['systemd-sysv', 'dbus', 'openssh-server', 'sudo', 'ca-certificates'];

/** What `apt-get install` finds in its cache: what a Podman host asks for, with all that it needs, and nothing that is recommended only. */
const AT_HAND = ['podman', 'uidmap', 'passt', 'curl', 'dbus-user-session', 'nftables'];

/** What is unpacked beside it: programs of small images, and units of another product. */
const BESIDE = ['busybox-static', 'cloud-init'];

export interface Debian {
  /** The root of a machine that was never started. */
  readonly root: string;
  /** Where the packages beside it are unpacked. */
  readonly beside: string;
}

/** Debian 13 by debootstrap, which is unpacked and not installed: nothing of this machine is changed. */
export async function debian(say: (line: string) => void): Promise<Debian> {
  const madeFrom = [...INSTALLED, ...AT_HAND, ...BESIDE, process.arch];
  const folder = await cached('debian-13', madeFrom, say, async (cwd) => {
    say('debian: installing a Debian 13 into a folder, one to three minutes, only this once');
    const root = join(cwd, 'root');
    const tools = join(cwd, 'tools');
    await unpack(['debootstrap', 'debian-archive-keyring'], tools, cwd);
    const keyring = join(tools, 'usr/share/keyrings/debian-archive-keyring.gpg');
    const include = `--include=${INSTALLED.join()}`;
    const command = [
      join(tools, 'usr/sbin/debootstrap'),
      '--variant=minbase',
      `--keyring=${keyring}`,
      include,
    ] as const;
    const env = { DEBOOTSTRAP_DIR: join(tools, 'usr/share/debootstrap') };
    await run([...command, 'trixie', root, ...(await mirror())], { env });
    copyFileSync('/etc/resolv.conf', join(root, 'etc/resolv.conf'));
    const apt = ['chroot', root, 'apt-get', '--quiet=2'] as const;
    await run([...apt, 'update']);
    await run([...apt, '--no-install-recommends', '--download-only', 'install', ...AT_HAND]);
    await run(['chroot', root, 'sh', '-ec', 'cd /srv; apt-get --quiet=2 download "$@"', 'sh', ...BESIDE]);
    for (const file of readdirSync(join(root, 'srv')))
      await run(['dpkg', '--extract', join(root, 'srv', file), join(cwd, 'beside')]);
    rmSync(join(root, 'srv'), { recursive: true });
    rmSync(join(root, 'etc/resolv.conf'));
    mkdirSync(join(root, 'srv'));
  });
  return { root: join(folder, 'root'), beside: join(folder, 'beside') };
}

/** Packages of the release that this machine runs. */
async function unpack(packages: readonly string[], into: string, cwd: string): Promise<void> {
  const download = ['apt-get', 'download', '--quiet', ...packages] as const;
  await run([...download], { cwd }).catch(async () => {
    await run(['apt-get', 'update', '--quiet']);
    await run([...download], { cwd });
  });
  for (const file of readdirSync(cwd).filter((name) => name.endsWith('.deb')))
    await run(['dpkg', '--extract', join(cwd, file), into]);
}

/** Where this machine itself has Debian from, if it does; debootstrap knows an address of its own. */
async function mirror(): Promise<string[]> {
  const asked = ['indextargets', '--format=$(REPO_URI)', 'Origin: Debian', 'Component: main', 'Created-By: Packages'];
  const said = await run(['apt-get', ...asked]).catch(() => '');
  return said
    .split('\n')
    .filter((uri) => uri !== '' && !/security/.test(uri))
    .slice(0, 1);
}
