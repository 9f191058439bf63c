/** As k3s' own installation script writes it. */
export function service(role: 'server' | 'agent'): string {
  return `[Unit]
Description=k3s ${role}
Documentation=https://k3s.io
Wants=network-online.target
After=network-online.target

[Service]
Type=${role === 'server' ? 'notify' : 'exec'}
KillMode=process
Delegate=yes
LimitNOFILE=1048576
LimitNPROC=infinity
LimitCORE=infinity
TasksMax=infinity
TimeoutStartSec=0
Restart=always
RestartSec=5s
ExecStartPre=-/sbin/modprobe br_netfilter
ExecStartPre=-/sbin/modprobe overlay
ExecStart=/usr/local/bin/k3s ${role}

[Install]
WantedBy=multi-user.target
`;
}
