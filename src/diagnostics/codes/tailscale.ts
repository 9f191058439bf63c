import { error } from '../entry';

/** Tailscale. */
export const tailscale = {
  'tailscale/userspace': error<{ object: string; container: string; address: string }>({
    message: ({ object, container, address }) =>
      `${object} sends to ${address} in the tunnel, but '${container}' runs in user space, so that no packet gets there`,
    fix: ({ container }) => `set TS_USERSPACE=false on '${container}', with NET_ADMIN, NET_RAW and /dev/net/tun`,
    explain:
      "Tailscale's container runs in user space unless TS_USERSPACE is false: it makes no interface, and the kernel knows no way to the tunnel's addresses. `tailscale ping` works and every TCP connection of the pod times out. Only a proxy of its own (TS_SOCKS5_SERVER, TS_OUTBOUND_HTTP_PROXY_LISTEN) would lead there.",
  }),
  'tailscale/no-net-admin': error<{ object: string; container: string }>({
    message: ({ object, container }) =>
      `${object}: '${container}' is to make an interface (TS_USERSPACE=false), without the capability NET_ADMIN`,
    fix: ({ container }) =>
      `give '${container}' the capabilities NET_ADMIN and NET_RAW: grant({ capabilities: ['NET_ADMIN', 'NET_RAW'] }, why)`,
    explain:
      'To make tailscale0 and its routes is what NET_ADMIN allows. Without it tailscaled ends when it starts, and the tunnel never comes up.',
  }),
  'tailscale/no-login-server': error<{ object: string; url: string; reason: string }>({
    message: ({ object, url, reason }) => `${object} signs in at ${url}, which it cannot reach: ${reason}`,
    fix: () => 'take the address of the control plane, and connect to it: connect(headscale.http, why)',
    explain:
      'A node of the network signs in before it does anything else. Where that address leads nowhere the container waits for ever, and its pod looks alive.',
  }),
};
