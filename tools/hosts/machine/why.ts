import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PROGRAMS = ['apt-get', 'dpkg-deb', 'gpg', 'ip', 'nsenter', 'openssl', 'setpriv', 'ssh', 'wget'];

/** Why there can be no machine here; undefined where there can. */
export function whyNoMachine(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'it takes root on Linux';
  const missing = PROGRAMS.filter((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0);
  if (missing.length > 0) return `it takes ${missing.join(', ')}`;
  const missingDevices = ['/dev/net/tun', '/dev/fuse'].filter((path) => !existsSync(path));
  if (missingDevices.length > 0) return `its kernel has no ${missingDevices.join(', ')}`;
  const words = ['--mount', '--pid', '--fork', '--uts', '--ipc', '--net', '--cgroup', 'sh', '-ec', TRY];
  const { status, stderr } = spawnSync('unshare', words, { encoding: 'utf8' });
  return status === 0 ? undefined : `it needs namespaces, cgroup v2 and layers of file systems: ${stderr.trim()}`;
}

const TRY = `mount --make-rprivate /
mount -t tmpfs none /mnt
mkdir /mnt/cgroup /mnt/lower /mnt/upper /mnt/work /mnt/root
mount -t cgroup2 none /mnt/cgroup
mount -t overlay overlay -o lowerdir=/mnt/lower,upperdir=/mnt/upper,workdir=/mnt/work /mnt/root
ip link add one type veth peer name two`;
