import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SshHost } from './host';

/** Where a machine's own programs stand before those of its system. */
const FOLDER = '/usr/local/bin';

/**
 * Stand-ins for what would change more than a room: packages, containers, downloads, the driver of a GPU. Each leaves behind what the real one
 * would, as far as a test of it looks at that.
 */
const PROGRAMS: Readonly<Record<string, string>> = {
  'apt-get': 'for name; do :; done; mkdir -p /var/lib/stand-in; touch "/var/lib/stand-in/$name"',
  'dpkg-query': 'for name; do :; done; test -e "/var/lib/stand-in/$name" && printf "install ok installed"',
  curl: 'while [ "$1" != --output ]; do shift; done; echo downloaded > "$2"',
  gpasswd: 'exit 0',
  loginctl:
    'run=/run/user/$(id -u "$2"); mkdir -p /var/lib/systemd/linger "$run"; touch "/var/lib/systemd/linger/$2" "$run/bus"',
  'nvidia-ctk': 'mkdir -p /etc/cdi; touch /etc/cdi/nvidia.yaml',
  nft: 'case $1 in list) echo the rules ;; esac',
  podman: 'case $1 in info) echo true ;; --version) echo podman version 5.4.2 ;; esac',
  systemctl:
    'WANTS=/etc/systemd/system/multi-user.target.wants; case "$*" in reboot) kill -TERM 1 ;; *is-active*docker*) exit 3 ;; *add-wants*) mkdir -p "$WANTS"; touch "$WANTS/network-online.target" ;; esac',
  usermod: 'echo "$5:100000:1000000" | tee -a /etc/subuid >> /etc/subgid',
};

export function giveStandIns(host: SshHost): void {
  for (const [name, script] of Object.entries(PROGRAMS)) {
    put(host.outside(`${FOLDER}/${name}`), script);
  }
  put(host.outside('/usr/lib/systemd/user-generators/podman-user-generator'), 'exit 0');
}

function put(path: string, script: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}
