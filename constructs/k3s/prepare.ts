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
    host.command('cgroups', {
      test: "grep -qw 'memory' /sys/fs/cgroup/cgroup.controllers",
      apply: sh`
        file=/boot/firmware/cmdline.txt
        test -e "$file" || file=/boot/cmdline.txt
        grep -qw cgroup_enable=memory "$file" || sed -i '1s/$/ cgroup_memory=1 cgroup_enable=memory/' "$file"`,
      as: 'root',
      reboot: true,
    }),
    host.unit('systemd-timesyncd.service'),
    host.package('nfs-common'),
    host.unit('iscsid.service', { after: [iscsi] }),
    ...(host.props.disk === 'sd' ? sparing(host) : []),
  ];
}

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
