import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../../run';
import type { Machine } from './machine';

/**
 * NVIDIA's repository with a toolkit of the test in it: a package whose `nvidia-ctk` writes a CDI file of the driver that is loaded, as the real one does.
 * It is signed by a key made here, which lies where NVIDIA has its own.
 */
export async function repository(folder: string): Promise<void> {
  const apt = join(folder, 'libnvidia-container/stable/deb/amd64');
  const unpacked = join(folder, 'package');
  const write = (path: string, text: string, mode = 0o644): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { mode });
  };
  write(join(unpacked, 'DEBIAN/control'), CONTROL);
  write(join(unpacked, 'usr/bin/nvidia-ctk'), NVIDIA_CTK, 0o755);
  mkdirSync(apt, { recursive: true });
  await run(['dpkg-deb', '--build', '--root-owner-group', unpacked, join(apt, 'toolkit.deb')]);
  const of = (name: string) => {
    const content = readFileSync(join(apt, name));
    return { size: content.length, sum: createHash('sha256').update(content).digest('hex') };
  };
  const deb = of('toolkit.deb');
  write(join(apt, 'Packages'), `${CONTROL}Filename: ./toolkit.deb\nSize: ${deb.size}\nSHA256: ${deb.sum}\n`);
  const index = of('Packages');
  write(
    join(apt, 'Release'),
    `Origin: NVIDIA\nDate: ${new Date().toUTCString()}\nSHA256:\n ${index.sum} ${index.size} Packages\n`,
  );
  const gpg = [
    'gpg',
    '--homedir',
    mkdtempSync(join(folder, 'gpg-')),
    '--batch',
    '--quiet',
    '--passphrase',
    '',
  ] as const;
  await run([...gpg, '--quick-generate-key', 'NVIDIA of the test', 'ed25519', 'sign', 'never']);
  await run([...gpg, '--clearsign', '--output', join(apt, 'InRelease'), join(apt, 'Release')]);
  write(join(folder, 'libnvidia-container/gpgkey'), await run([...gpg, '--armor', '--export']));
  await run(['gpgconf', '--homedir', gpg[2], '--kill', 'all']);
}

const LIBRARIES = '/usr/lib/x86_64-linux-gnu';

const CONTROL = `Package: nvidia-container-toolkit
Version: 1.18.1-1
Architecture: amd64
Maintainer: Steading <nobody@example.com>
Description: stand-in for NVIDIA's Container Toolkit
`;

/** The driver's library is named by its version, as in the real file. */
const NVIDIA_CTK = `#!/bin/sh
set -eu
driver=$(sed -n 's/.*Module for [^ ]* *\\([0-9.]*\\).*/\\1/p' /proc/driver/nvidia/version)
file=$(printf '%s\\n' "$@" | sed -n 's/^--output=//p')
library=${LIBRARIES}/libcuda.so.$driver
mkdir -p "$(dirname "$file")"
cat > "$file" << END
cdiVersion: 0.5.0
kind: nvidia.com/gpu
devices:
  - name: all
    containerEdits: { deviceNodes: [{ path: /dev/nvidia0 }] }
containerEdits:
  mounts: [{ hostPath: $library, containerPath: $library, options: [ro, nosuid, nodev, bind] }]
END
`;

/** Has the kernel say that this driver is loaded, whose library lies where it installs it; one before it is gone. */
export function load(machine: Machine, driver: string): void {
  const libraries = machine.outside(LIBRARIES);
  for (const name of readdirSync(libraries).filter((one) => one.startsWith('libcuda.so.')))
    rmSync(join(libraries, name));
  machine.write(`${LIBRARIES}/libcuda.so.${driver}`, '');
  const says = `NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  ${driver}  Release Build  (builder@example.com)\n`;
  machine.write('/srv/driver/nvidia/version', says);
}
