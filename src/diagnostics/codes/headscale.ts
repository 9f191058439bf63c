import { error } from '../entry';

/** Headscale. */
export const headscale = {
  'headscale/base-domain': error<{ object: string; url: string; domain: string }>({
    message: ({ object, url, domain }) => `${object}: server_url ${url} contains the base domain '${domain}'`,
    fix: () => 'take another base domain, such as tailnet.local',
    explain:
      "MagicDNS answers for everything below the base domain, the server's own name too, so that nodes could not find the server any more. Headscale 0.23 refuses to start.",
  }),
};
