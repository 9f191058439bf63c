import { Component, type Endpoint, HostService, type Namespace, type Provides, type Stack } from '../src';

/** What a GPU host offers to clusters on its network. */
export interface GpuHost {
  readonly ollama: Provides<'ollama'>;
  readonly comfyui: Provides<'http'>;
  readonly whisper: Provides<'http'>;
}

export interface GpuWorkerProps {
  readonly on: Namespace;
  readonly host: GpuHost;
}

/** What runs on the GPU host, under names of the cluster: Services without pods, with the host's address. */
export class GpuWorker extends Component implements Provides<'ollama' | 'openai'> {
  readonly ollama: Endpoint<'ollama'>;
  readonly openai: Endpoint<'openai'>;
  readonly comfyui: Endpoint<'http'>;
  readonly whisper: Endpoint<'http'>;

  constructor(stack: Stack, id: string, { on, host }: GpuWorkerProps) {
    super(stack, id);
    this.ollama = new HostService(this, 'ollama', { namespace: on, to: host.ollama.ollama }).endpoint;
    this.openai = this.ollama.as('openai', '/v1');
    this.comfyui = new HostService(this, 'comfyui', { namespace: on, to: host.comfyui.http }).endpoint;
    this.whisper = new HostService(this, 'whisper', { namespace: on, to: host.whisper.http }).endpoint;
  }
}
