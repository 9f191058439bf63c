import { ComfyUi } from '../constructs/comfyui';
import { Firewall } from '../constructs/firewall';
import type { GpuHost } from '../constructs/gpu-worker';
import { Nvidia } from '../constructs/nvidia';
import { Ollama } from '../constructs/ollama';
import { Podman } from '../constructs/podman';
import { Whisper } from '../constructs/whisper';
import { Cpu, defineEnvironment, Endpoint, Host, host, type Protocol, type Provides } from '../src';
import * as site from './gpu.config';

const PORTS = { ollama: 11434, comfyui: 8188, whisper: 9000 };

/** akula-prime: a workstation with an RTX 5080 that runs rootless Podman. No node of any cluster. */
export default defineEnvironment({
  name: 'gpu',
  config: { host, ...site },

  build(stack, { host, firewall, models, memory, sizes, versions }) {
    const akula = new Host(stack, 'akula-prime', host);
    new Podman(stack, 'podman', { on: akula });
    new Nvidia(stack, 'nvidia', { on: akula });
    new Firewall(stack, 'firewall', { on: akula, ports: Object.values(PORTS), ...firewall });

    const ollama = new Ollama(stack, 'ollama', {
      on: akula,
      version: versions.ollama,
      models: sizes.ollama,
      resources: { cpu: Cpu.cores(1), memory: memory.ollama },
      gpu: true,
    });
    ollama.pull(models);
    new ComfyUi(stack, 'comfyui', {
      on: akula,
      version: versions.comfyui,
      size: sizes.comfyui,
      resources: { cpu: Cpu.cores(1), memory: memory.comfyui },
    });
    new Whisper(stack, 'whisper', {
      on: akula,
      version: versions.whisper,
      model: versions.whisperModel,
      size: sizes.whisper,
      resources: { cpu: Cpu.cores(1), memory: memory.whisper },
    });
  },

  endpoints({ host: { address }, firewall: { networks: admits } }): GpuHost {
    return {
      ollama: answers('ollama', 'ollama', PORTS.ollama),
      comfyui: answers('comfyui', 'http', PORTS.comfyui),
      whisper: answers('whisper', 'http', PORTS.whisper),
    };

    function answers<P extends Protocol>(name: string, protocol: P, port: number): Provides<P> {
      const target = { cidrs: [`${address}/32`], port, admits };
      const reference = `gpu/${name}/${name}`;
      return {
        [protocol]: new Endpoint({ protocol, name, host: address, port, reach: 'host', reference, target }),
      } as Provides<P>;
    }
  },
});
