import { OLLAMA_PORT } from '../constructs/ollama';
import { defineEnvironment, Endpoint, ipv4, type Provides } from '../src';

/** akula-prime: a workstation with an RTX 5080 that runs rootless Podman. No node of any cluster. */
export default defineEnvironment({
  name: 'gpu',
  config: { address: ipv4 },

  endpoints({ address }): { ollama: Provides<'ollama'> } {
    const target = { cidrs: [`${address}/32`], port: OLLAMA_PORT };
    const ollama = new Endpoint({
      protocol: 'ollama',
      name: 'ollama',
      host: address,
      port: OLLAMA_PORT,
      reach: 'host',
      reference: 'gpu/ollama/ollama',
      target,
    });
    return { ollama: { ollama } };
  },
});
