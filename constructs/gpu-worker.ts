import { Component, type Endpoint, HostService, type Namespace, type Provides, type Stack } from '../src';

export interface GpuWorkerProps {
  readonly on: Namespace;
  /** The host's own Ollama. */
  readonly ollama: Provides<'ollama'>;
}

/** What runs on the GPU host, under names of the cluster: Services without pods, with the host's address. */
export class GpuWorker extends Component implements Provides<'ollama' | 'openai'> {
  readonly ollama: Endpoint<'ollama'>;
  readonly openai: Endpoint<'openai'>;

  constructor(stack: Stack, id: string, { on, ollama }: GpuWorkerProps) {
    super(stack, id);
    this.ollama = new HostService(this, 'ollama', { namespace: on, to: ollama.ollama }).endpoint;
    this.openai = this.ollama.as('openai', '/v1');
  }
}
