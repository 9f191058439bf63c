import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import type { SshHost } from './ssh-host';

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
  podman: 'case $1 in info) echo true ;; esac',
  systemctl: 'case "$*" in reboot) kill -TERM 1 ;; *is-active*docker*) exit 3 ;; esac',
  usermod: 'echo "$5:100000:1000000" | tee -a /etc/subuid >> /etc/subgid',
};

export function giveStandIns(host: SshHost): void {
  mkdirSync(host.outside(FOLDER), { recursive: true });
  for (const [name, script] of Object.entries(PROGRAMS)) {
    const path = host.outside(`${FOLDER}/${name}`);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
  }
}
