import {
  Component,
  Duration,
  type Endpoint,
  external,
  Image,
  type Placement,
  type Provides,
  type Resources,
  type Size,
  type Stack,
  Workload,
} from '../src';

export interface OllamaProps {
  /** A namespace, or a host with a GPU. */
  readonly on: Placement;
  /** Tag of the official image. */
  readonly version: string;
  /** Room for models. No default: they are large, and a claim cannot shrink. */
  readonly models: Size;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
  /** What inference may take: a model that runs on the CPU lives in memory. */
  readonly resources: Resources;
  /** The way to the model registry. @default - straight to registry.ollama.ai */
  readonly downloads?: Provides<'https'>;
  /** How long a model stays loaded after its last request. @default - 5 minutes, as Ollama has it */
  readonly keepAlive?: Duration;
}

/**
 * Ollama: runs language models and answers in its own protocol and, below `/v1`, in OpenAI's.
 *
 * The official image runs as root and keeps its models in /root/.ollama; it binds no low port and needs no capability.
 */
export class Ollama extends Component implements Provides<'ollama' | 'openai'> {
  readonly ollama: Endpoint<'ollama'>;
  readonly openai: Endpoint<'openai'>;

  constructor(
    stack: Stack,
    id: string,
    { on, version, models, storageClass, resources, downloads = REGISTRY, keepAlive }: OllamaProps,
  ) {
    super(stack, id);
    const server = new Workload(this, id, {
      on,
      image: Image.of('docker.io/ollama/ollama', { tag: version, platforms: ['amd64', 'arm64'] }),
      resources,
    });
    this.ollama = server.listen('ollama', { port: PORT });
    this.openai = this.ollama.as('openai', '/v1');
    server.env({
      OLLAMA_HOST: `0.0.0.0:${PORT}`,
      OLLAMA_KEEP_ALIVE: `${(keepAlive ?? Duration.minutes(5)).toSeconds()}s`,
    });
    server.volume('models', { path: '/root/.ollama', size: models, ...(storageClass && { storageClass }) });
    server.healthy({ path: '/' });
    server.connect(downloads.https, 'pulls models');
  }
}

const PORT = 11434;

const REGISTRY = external('https', { name: 'ollama-registry', host: 'registry.ollama.ai', port: 443 });
