import { error } from '../entry';

/** An LLM gateway behind a proxy. */
export const llmProxy = {
  'llm-proxy/outside-prefixes': error<{ name: string; address: string; prefixes: readonly string[] }>({
    message: ({ name, address, prefixes }) =>
      `${name} looks for its model server at ${address}, but the network gives out ${prefixes.join(' and ')}`,
    fix: ({ prefixes }) => `take the address that \`headscale nodes list\` shows, within ${prefixes.join(' or ')}`,
    explain: 'An address that the control plane does not assign has no route into the tunnel.',
  }),
};
