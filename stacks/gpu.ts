import type { GpuHost } from '../constructs/gpu-worker';
import { defineEnvironment, Endpoint, ipv4, type Protocol, type Provides } from '../src';

/** akula-prime: a workstation with an RTX 5080 that runs rootless Podman. No node of any cluster. */
export default defineEnvironment({
  name: 'gpu',
  config: { address: ipv4 },

  endpoints({ address }): GpuHost {
    return {
      ollama: answers('ollama', 'ollama', 11434),
      comfyui: answers('comfyui', 'http', 8188),
      whisper: answers('whisper', 'http', 9000),
    };

    function answers<P extends Protocol>(name: string, protocol: P, port: number): Provides<P> {
      const target = { cidrs: [`${address}/32`], port };
      const reference = `gpu/${name}/${name}`;
      return {
        [protocol]: new Endpoint({ protocol, name, host: address, port, reach: 'host', reference, target }),
      } as Provides<P>;
    }
  },
});
