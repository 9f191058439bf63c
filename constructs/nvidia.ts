import { Component, type Host, type Stack, sh } from '../src';

/**
 * NVIDIA's Container Toolkit: containers ask for `nvidia.com/gpu=all` and get the GPU by a CDI file, without a privilege.
 *
 * The file names libraries by the driver's version: after an update it points at nothing. It is made anew at every boot and by `host apply`, and a
 * container that would start with a stale one does not: its journal names the file and both versions.
 */
export class Nvidia extends Component {
  constructor(stack: Stack, id: string, { on: host }: { readonly on: Host }) {
    super(stack, id);
    const key = host.command('nvidia-key', {
      test: sh`test -s ${KEYRING}`,
      apply: sh`
        curl --silent --show-error --fail --location --output ${`${KEYRING}.new`} ${`${REPOSITORY}/gpgkey`}
        mv ${`${KEYRING}.new`} ${KEYRING}`,
      undo: sh`rm -f ${KEYRING}`,
      as: 'root',
      after: [host.package('curl'), host.package('ca-certificates')],
    });
    const source = host.file('/etc/apt/sources.list.d/nvidia-container-toolkit.list', {
      content: `deb [signed-by=${KEYRING}] ${REPOSITORY}/stable/deb/$(ARCH) /\n`,
      after: [key],
    });
    const toolkit = host.package('nvidia-container-toolkit', { after: [source] });
    const check = host.file(IS_CURRENT, { content: CHECK, mode: 0o755 });
    const cdi = host.command('cdi', {
      test: IS_CURRENT,
      apply: sh`nvidia-ctk cdi generate --output=${CDI}`,
      undo: sh`rm -f ${CDI}`,
      as: 'root',
      after: [toolkit, check],
    });
    const unit = host.file('/etc/systemd/system/nvidia-cdi.service', { content: AT_BOOT, after: [cdi] });
    host.unit('nvidia-cdi.service', { reads: [unit] });
    host.guard(IS_CURRENT);
  }
}

const REPOSITORY = 'https://nvidia.github.io/libnvidia-container';
const KEYRING = '/usr/share/keyrings/nvidia-container-toolkit.asc';
const CDI = '/etc/cdi/nvidia.yaml';
const IS_CURRENT = '/usr/local/libexec/nvidia-cdi-is-current';

const CHECK = `#!/bin/sh
# Ends with 0 when the CDI file is of the driver that is loaded.
set -eu
driver=$(sed -n 's/.*Module for [^ ]* *\\([0-9][0-9.]*\\).*/\\1/p; s/.*Kernel Module *\\([0-9][0-9.]*\\).*/\\1/p' /proc/driver/nvidia/version | head -n 1)
file=$(sed -n 's/.*libcuda\\.so\\.\\([0-9][0-9]*\\.[0-9][0-9.]*\\).*/\\1/p' ${CDI} | head -n 1)
if [ "$driver" != "$file" ]; then
  echo "${CDI} is of driver \${file:-none}, loaded is \${driver:-none}: sudo nvidia-ctk cdi generate --output=${CDI}" >&2
  exit 1
fi
`;

const AT_BOOT = `[Unit]
Description=CDI file of the NVIDIA driver
Before=systemd-user-sessions.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/bin/nvidia-ctk cdi generate --output=${CDI}

[Install]
WantedBy=multi-user.target
`;
