import { Component, type Host, type Stack, sh } from '../src';

export interface FirewallProps {
  readonly on: Host;
  /** Ports that are open to `networks`, and to nobody else. */
  readonly ports: readonly number[];
  /** Networks that may come, such as `192.168.1.0/24`. */
  readonly networks: readonly string[];
}

/**
 * A packet filter about some ports of a host, by nftables. It has a table of its own and leaves all other rules alone.
 *
 * It stands before there is a network, and falls after the last container. Debian's nftables.service removes all rules of the kernel whenever it starts,
 * reloads or stops: a drop-in of it brings these back. `host apply` asks the kernel, not the unit, whether they are there.
 */
export class Firewall extends Component {
  constructor(stack: Stack, id: string, { on: host, ports, networks }: FirewallProps) {
    super(stack, id);
    const nftables = host.package('nftables');
    const rules = host.file(RULES, {
      content: table(
        [...ports].sort((a, b) => a - b),
        [...networks].sort(),
      ),
      after: [nftables],
    });
    const unit = host.file(`/etc/systemd/system/${SERVICE}`, { content: UNIT });
    const dropIn = host.file('/etc/systemd/system/nftables.service.d/steading.conf', { content: DROP_IN });
    const runs = host.unit(SERVICE, { reads: [rules, unit, dropIn] });
    host.command('filter', {
      test: sh`meant=$(unshare --net sh -ec ${MEANT}) && test "$(nft list table inet steading)" = "$meant"`,
      apply: sh`systemctl reload ${SERVICE}`,
      as: 'root',
      after: [runs],
    });
  }
}

const SERVICE = 'steading-firewall.service';
const RULES = '/etc/nftables/steading.nft';

/** How the kernel would list the rules: those of a network namespace that has nothing else. */
const MEANT = sh`nft --file ${RULES}; nft list table inet steading`;

/** Made and removed first, so that loading it again replaces it in one step. */
function table(ports: readonly number[], networks: readonly string[]): string {
  return `table inet steading
delete table inet steading
table inet steading {
  chain input {
    type filter hook input priority filter - 5; policy accept;
    iif lo accept
    tcp dport { ${ports.join(', ')} } ip saddr { ${networks.join(', ')} } accept
    tcp dport { ${ports.join(', ')} } drop
  }
}
`;
}

/** As early as Debian's own: what waits for the network waits for it, cloud-init's stages too. Sessions of users end before it does. */
const UNIT = `[Unit]
Description=Packet filter of ${RULES}
DefaultDependencies=no
After=local-fs.target nftables.service
Wants=network-pre.target
Before=network-pre.target systemd-user-sessions.service shutdown.target
Conflicts=shutdown.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/nft -f ${RULES}
ExecReload=/usr/sbin/nft -f ${RULES}
ExecStop=/usr/sbin/nft delete table inet steading

[Install]
WantedBy=sysinit.target
`;

const DROP_IN = `# It flushes the whole ruleset. It does not fail where these rules cannot be loaded.
[Service]
ExecStartPost=-/usr/sbin/nft -f ${RULES}
ExecReload=-/usr/sbin/nft -f ${RULES}
ExecStopPost=-/usr/sbin/nft -f ${RULES}
`;
