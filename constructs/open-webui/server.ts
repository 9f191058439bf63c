import {
  Component,
  Cpu,
  Duration,
  type Endpoint,
  external,
  finding,
  generated,
  Image,
  joined,
  localKey,
  type Namespace,
  type Provides,
  type Resources,
  Secret,
  type SecretKey,
  Size,
  type Stack,
  Workload,
} from '../../src';
import type { VectorStore } from '../qdrant/server';

export interface OpenWebUiProps {
  readonly on: Namespace;
  /** Tag of the image, 0.6 or newer. No default: a newer one migrates its database. */
  readonly version: string;
  /** Room for chats, uploads and embeddings. @default - none: they are gone with the pod */
  readonly size?: Size;
  /** Address in a browser, such as `https://ai.example.org`. */
  readonly url: string;
  /** The way to the embedding model. @default - straight to huggingface.co */
  readonly downloads?: Provides<'https'>;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
  /** @default - 250m, 1Gi, at most 2Gi */
  readonly resources?: Resources;
}

/** Searches the web for a program that asks. */
export interface WebSearch extends Provides<'http'> {
  /** Address at which results are asked for, with `<query>` for the words. */
  readonly queryUrl: string;
}

/** Answers OpenAI's protocol, if need be for a key. */
export interface LanguageModel extends Provides<'openai'> {
  /** @default - asks for none */
  readonly apiKey?: SecretKey;
}

/**
 * Open WebUI: chat in a browser.
 *
 * The image runs as root (its Dockerfile's UID and GID are 0 unless built otherwise) and writes below /app/backend/data only.
 */
export class OpenWebUi extends Component implements Provides<'http'> {
  readonly http: Endpoint<'http'>;
  private readonly home: Namespace;
  private readonly server: Workload;
  private readonly llms: LanguageModel[] = [];

  constructor(
    stack: Stack,
    id: string,
    { on, version, size, url, downloads = HUGGING_FACE, storageClass, resources }: OpenWebUiProps,
  ) {
    super(stack, id);
    this.home = on;
    this.server = new Workload(this, id, {
      on,
      image: Image.of('ghcr.io/open-webui/open-webui', { tag: version, platforms: ['amd64', 'arm64'] }),
      resources: resources ?? { cpu: Cpu.millis(250), memory: Size.gibibytes(1), memoryLimit: Size.gibibytes(2) },
    });
    this.http = this.server.listen('http', { port: 8080 });
    const session = new Secret(this, id, { namespace: on, keys: { WEBUI_SECRET_KEY: generated({ length: 48 }) } });
    const llmKeys = new Secret(this, `${id}-llm`, {
      namespace: on,
      keys: { OPENAI_API_KEYS: () => joined(this.llms.map(keyOf), ';') },
    });
    this.server.env({
      WEBUI_URL: url,
      WEBUI_SECRET_KEY: session.key('WEBUI_SECRET_KEY'),
      ENABLE_OLLAMA_API: 'False',
      ENABLE_PERSISTENT_CONFIG: 'False',
      OPENAI_API_KEYS: llmKeys.key('OPENAI_API_KEYS'),
      OPENAI_API_BASE_URLS: () => this.llms.map(({ openai }) => openai.url).join(';'),
    });
    this.server.volume('data', {
      path: '/app/backend/data',
      ...(size && { size }),
      ...(storageClass && { storageClass }),
    });
    this.server.healthy({ path: '/health', startup: Duration.minutes(10) });
    this.server.connect(downloads.https, 'fetches the embedding model');
    this.check(() =>
      this.llms.length === 0
        ? finding('open-webui/no-llm', { name: id }, { paths: [this.node.path], at: this.at })
        : undefined,
    );
  }

  /** Offers the models of `llm` in the chat. The list of addresses and the list of keys are one list: they cannot get out of step. */
  use(llm: LanguageModel): void {
    this.server.connect(llm.openai, 'answers chats', llm.apiKey && { key: llm.apiKey });
    this.llms.push(llm);
    this.llms.sort((a, b) => (a.openai.url < b.openai.url ? -1 : 1));
  }

  /** Keeps what it has read, for answers from documents, in a store of its own collections. */
  remember({ qdrant, apiKey }: VectorStore): void {
    this.server.env({
      VECTOR_DB: 'qdrant',
      QDRANT_URI: this.server.connect(qdrant, 'keeps what it has read').url,
      QDRANT_API_KEY: localKey(this, this.home, `${this.name}-vectors`, apiKey),
    });
  }

  /** Lets a chat ask the web. It reads the pages that are found only as far as the network lets it: what the search itself says of them is enough. */
  search(engine: WebSearch): void {
    this.server.connect(engine.http, 'searches the web');
    this.server.env({
      ENABLE_WEB_SEARCH: 'True',
      WEB_SEARCH_ENGINE: 'searxng',
      SEARXNG_QUERY_URL: engine.queryUrl,
      BYPASS_WEB_SEARCH_WEB_LOADER: 'True',
    });
  }

  /** Sends spans of requests, database queries and calls of others, with metrics and logs. Nothing is added to these addresses over HTTP: each is whole. */
  trace({ otlp }: Provides<'otlp'>): void {
    const { url } = this.server.connect(otlp, 'traces requests');
    this.server.env({
      ENABLE_OTEL: 'True',
      ENABLE_OTEL_TRACES: 'True',
      ENABLE_OTEL_METRICS: 'True',
      ENABLE_OTEL_LOGS: 'True',
      OTEL_SERVICE_NAME: this.name,
      OTEL_OTLP_SPAN_EXPORTER: 'http',
      OTEL_METRICS_OTLP_SPAN_EXPORTER: 'http',
      OTEL_LOGS_OTLP_SPAN_EXPORTER: 'http',
      OTEL_EXPORTER_OTLP_ENDPOINT: `${url}/v1/traces`,
      OTEL_METRICS_EXPORTER_OTLP_ENDPOINT: `${url}/v1/metrics`,
      OTEL_LOGS_EXPORTER_OTLP_ENDPOINT: `${url}/v1/logs`,
    });
  }
}

/** A server that asks for no key is sent this one: the list has one entry an address. */
const keyOf = ({ apiKey }: LanguageModel) => apiKey ?? 'not-needed';

const HUGGING_FACE = external('https', { name: 'huggingface', host: 'huggingface.co', port: 443 });
