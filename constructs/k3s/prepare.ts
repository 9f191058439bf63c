import { type Command, type Host, sh } from '../../src';

/** What a machine needs before it is a node. */
export function prepare(host: Host): Command[] {
  const iscsi = host.package('open-iscsi');
  return [
    host.command('hostname', {
      test: sh`test "$(hostname)" = ${host.name}`,
      apply: sh`
        hostnamectl set-hostname ${host.name}
        sed -i '/^127\\.0\\.1\\.1[[:space:]]/d' /etc/hosts
        printf '127.0.1.1\\t%s\\n' ${host.name} >> /etc/hosts`,
      as: 'root',
    }),
    host.command('cgroups', { test: COUNTS_MEMORY, apply: COUNT_MEMORY, as: 'root', reboot: true }),
    host.unit('systemd-timesyncd.service'),
    host.package('nfs-common'),
    host.unit('iscsid.service', { after: [iscsi] }),
    ...(host.props.disk === 'sd' ? sparing(host) : []),
  ];
}

const COUNTS_MEMORY = 'grep -qw memory /sys/fs/cgroup/cgroup.controllers';

/**
 * The firmware hands the kernel the first line alone: flags that stand behind it move there, and win over others of their kind. Where the kernel was started
 * with them already, or with what this wrote before, another start brings nothing: that is said instead.
 */
const COUNT_MEMORY = sh`
  file=/boot/firmware/cmdline.txt
  test -e "$file" || file=/boot/cmdline.txt
  stamp=/var/lib/steading/cgroups.boot
  boot=$(cat /proc/sys/kernel/random/boot_id)
  flags='cgroup_memory=1 cgroup_enable=memory'
  if grep -qw cgroup_enable=memory /proc/cmdline; then
    echo "the kernel was started with cgroup_enable=memory and counts no memory all the same: see whether it is built with CONFIG_MEMCG" >&2
    exit 1
  fi
  if sed -n '1p' "$file" | grep -q " $flags$"; then
    test "$(cat "$stamp" 2>/dev/null || echo "$boot")" = "$boot" || {
      echo "the machine started anew since $file says $flags, without them: see which file its firmware reads (cmdline= in config.txt)" >&2
      exit 1
    }
  else
    sed -E -i \\
      -e 's/[[:space:]]*(cgroup_memory=[^[:space:]]*|cgroup_(en|dis)able=memory\\b)//g' \\
      -e "1s/[[:space:]]*$/ $flags/" -e '2,$ { /^[[:space:]]*$/d }' "$file"
  fi
  mkdir -p "$(dirname "$stamp")"
  echo "$boot" > "$stamp"`;

/** An SD card is spared: logs in memory, no swap. */
function sparing(host: Host): Command[] {
  const journal = host.file('/etc/systemd/journald.conf.d/steading.conf', {
    content: '[Journal]\nStorage=volatile\nRuntimeMaxUse=64M\n',
  });
  return [
    host.unit('systemd-journald.service', { reads: [journal], enabled: false }),
    host.command('no-swap', {
      test: 'test "$(wc -l < /proc/swaps)" -le 1',
      apply: sh`
        swapoff --all
        if systemctl --quiet is-enabled dphys-swapfile.service 2>/dev/null; then systemctl disable --now dphys-swapfile.service; fi`,
      as: 'root',
    }),
  ];
}
