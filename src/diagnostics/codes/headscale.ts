import { error } from '../entry';

/** Headscale. */
export const headscale = {
  'headscale/base-domain': error<{ object: string; url: string; domain: string }>({
    message: ({ object, url, domain }) => `${object}: server_url ${url} contains the base domain '${domain}'`,
    fix: () => 'choose another base domain, such as tailnet.local',
    explain:
      'MagicDNS answers for all names below the base domain, which includes the name of the server, so that nodes can no longer resolve the server. Headscale 0.23 refuses to start.',
  }),
};
