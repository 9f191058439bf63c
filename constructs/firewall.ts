import { Component, type Host, type Stack } from '../src';

export interface FirewallProps {
  readonly on: Host;
  /** Ports that are open to `networks`, and to nobody else. */
  readonly ports: readonly number[];
  /** Networks that may come, such as `192.168.1.0/24`. */
  readonly networks: readonly string[];
}

/** A packet filter about some ports of a host, by nftables. It has a table of its own and leaves all other rules alone. */
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
    const unit = host.file('/etc/systemd/system/steading-firewall.service', { content: UNIT });
    host.unit('steading-firewall.service', { reads: [rules, unit] });
  }
}

const RULES = '/etc/nftables/steading.nft';

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

const UNIT = `[Unit]
Description=Packet filter of ${RULES}
Before=network-pre.target
Wants=network-pre.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/nft -f ${RULES}
ExecReload=/usr/sbin/nft -f ${RULES}
ExecStop=/usr/sbin/nft delete table inet steading

[Install]
WantedBy=multi-user.target
`;
