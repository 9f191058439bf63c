import { error, warning } from '../entry';

/** Mistakes on the way through a Tailscale network: each cost somebody a day (document 002, "Известные проблемы и решения"). */
export const tunnel = {
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
  'headscale/base-domain': error<{ object: string; url: string; domain: string }>({
    message: ({ object, url, domain }) => `${object}: server_url ${url} contains the base domain '${domain}'`,
    fix: () => 'take another base domain, such as tailnet.local',
    explain:
      "MagicDNS answers for everything below the base domain, the server's own name too, so that nodes could not find the server any more. Headscale 0.23 refuses to start.",
  }),
  'llm-proxy/outside-prefixes': error<{ name: string; address: string; prefixes: readonly string[] }>({
    message: ({ name, address, prefixes }) =>
      `${name} looks for its model server at ${address}, but the network gives out ${prefixes.join(' and ')}`,
    fix: ({ prefixes }) => `take the address that \`headscale nodes list\` shows, within ${prefixes.join(' or ')}`,
    explain: 'An address that the control plane gives to nobody has no route into the tunnel.',
  }),
  'proxy/short-timeout': warning<{ object: string; seconds: number; directive: string; model: string; waits: number }>({
    message: ({ object, seconds, directive, model, waits }) =>
      `${object} gives up after ${seconds} s (${directive}) on answers of ${model}, for which callers wait ${waits} s`,
    fix: ({ directive, waits }) => `set ${directive} to ${waits}s`,
    explain:
      "A long prompt on a small machine takes minutes until the first word. OpenAI's client libraries wait 600 seconds for it, nginx 60 unless it is told otherwise; whoever gives up first cuts off an answer that the other one still waits for.",
  }),
};
