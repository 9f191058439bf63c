import {
  Component,
  Duration,
  type Endpoint,
  external,
  Host,
  Image,
  type Placement,
  type Provides,
  quantity,
  type Resources,
  type Size,
  type Stack,
  sh,
  Workload,
} from '../src';

export interface OllamaProps {
  /** A namespace, or a host with a GPU. */
  readonly on: Placement;
  /** Tag of the official image. */
  readonly version: string;
  /** Uses the GPU of the host, or one of the node. @default false */
  readonly gpu?: boolean;
  /** Room for models on disk. No default: they are large, and a claim cannot shrink. */
  readonly models: Size;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
  /** What it may take: without a GPU a model lives in memory while it runs. */
  readonly resources: Resources;
  /** The way to the model registry. @default - straight to registry.ollama.ai */
  readonly downloads?: Provides<'https'>;
  /** How long a model stays loaded after its last request. @default - 5 minutes, as Ollama has it */
  readonly keepAlive?: Duration;
}

/** A model of Ollama's registry, and the memory that it takes when it runs, its context included. */
export interface Model {
  readonly name: string;
  readonly size: Size;
}

/**
 * Ollama: runs language models and answers in its own protocol and, below `/v1`, in OpenAI's.
 *
 * The official image runs as root and keeps its models in /root/.ollama; it binds no low port and needs no capability.
 */
export class Ollama extends Component implements Provides<'ollama' | 'openai'> {
  readonly ollama: Endpoint<'ollama'>;
  readonly openai: Endpoint<'openai'>;
  private readonly server: Workload;

  constructor(
    stack: Stack,
    id: string,
    private readonly props: OllamaProps,
  ) {
    super(stack, id);
    const { on, version, models, storageClass, resources, gpu = false, downloads = REGISTRY, keepAlive } = props;
    const server = new Workload(this, id, {
      on,
      image: Image.of('docker.io/ollama/ollama', { tag: version, platforms: ['amd64', 'arm64'] }),
      resources,
      gpu,
    });
    this.server = server;
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

  /** Models that it shall have. One that does not fit where models live is reported. */
  pull(models: readonly Model[]): void {
    const { host, port } = this.ollama;
    const names = models.map(({ name }) => name).sort();
    for (const { name, size } of models) this.fits(name, size);
    this.server.task(`${this.name}-models`, {
      test: names.map((name) => sh`ollama show ${name} >/dev/null 2>&1`).join(' && '),
      apply: [
        'until ollama list >/dev/null 2>&1; do sleep 2; done',
        ...names.map((name) => sh`ollama pull ${name}`),
      ].join('\n'),
      through: this.ollama,
      env: { OLLAMA_HOST: `${host}:${port}` },
    });
  }

  private fits(model: string, size: Size): void {
    const { on, gpu, resources } = this.props;
    const card = on instanceof Host && gpu ? on.props.gpu : undefined;
    const room = card?.memory ?? resources.memoryLimit ?? resources.memory;
    if (size.toKibibytes() <= room.toKibibytes()) return;
    const where = card ? `on its ${card.model}` : 'of memory';
    this.report('ollama/model-too-large', {
      name: this.name,
      model,
      size: quantity(size),
      room: quantity(room),
      where,
    });
  }
}

const PORT = 11434;

const REGISTRY = external('https', { name: 'ollama-registry', host: 'registry.ollama.ai', port: 443 });
