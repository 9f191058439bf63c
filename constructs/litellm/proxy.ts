import { dump } from 'js-yaml';
import {
  Component,
  Cpu,
  Duration,
  derived,
  type Endpoint,
  finding,
  generated,
  Image,
  localKey,
  type Namespace,
  type Provides,
  type Resources,
  Secret,
  SecretKey,
  ServiceAlias,
  Size,
  type Stack,
  Workload,
} from '../../src';
import type { PostgresDatabase } from '../postgresql/server';
import type { RedisServer } from '../redis/server';
import { CLOUDS, type Cloud, cloudOf, type Route, readModels, variablesOf } from './models';

export interface LiteLlmProps {
  readonly on: Namespace;
  /** Tag of the image. No default: a newer one migrates the database behind your back. */
  readonly version: string;
  /** Where virtual keys and spend are kept. */
  readonly database: PostgresDatabase;
  /** Where answers are cached. @default - nowhere */
  readonly cache?: RedisServer;
  /** Name of a plain file that holds its configuration, where a document has one: a ConfigMap is generated from it. @default - `config.yaml`, in a ConfigMap */
  readonly file?: string;
  /** @default - 250m, 1Gi, at most 2Gi */
  readonly resources?: Resources;
}

/**
 * LiteLLM: one OpenAI-shaped door in front of every model server.
 *
 * The image runs as root (its Dockerfile says `USER root`) and needs no capability.
 */
export class LiteLlm extends Component implements Provides<'openai'> {
  readonly openai: Endpoint<'openai'>;
  /** Opens every door of the proxy. */
  readonly apiKey: SecretKey;
  private readonly server: Workload;
  private readonly caching: object | undefined;
  private readonly callbacks = ['prometheus'];
  private readonly routes = new Map<string, Route>();

  constructor(
    stack: Stack,
    id: string,
    private readonly props: LiteLlmProps,
  ) {
    super(stack, id);
    const { on, version, cache, file, resources } = props;
    const path = `/etc/litellm/${file ?? 'config.yaml'}`;
    this.server = new Workload(this, id, {
      on,
      image: Image.of('ghcr.io/berriai/litellm', { tag: version, platforms: ['amd64', 'arm64'] }),
      args: ['--config', path, '--port', '4000'],
      resources: resources ?? { cpu: Cpu.millis(250), memory: Size.gibibytes(1), memoryLimit: Size.gibibytes(2) },
    });
    this.openai = this.server.listen('openai', { port: 4000 }).as('openai', '/v1');
    this.apiKey = this.masterKey();
    this.migrate();
    this.caching = cache && this.useCache(cache);
    this.server.file(path, () => this.config(), file === undefined ? {} : { plain: file });
    this.server.healthy({ path: '/health/readiness', live: '/health/liveliness', startup: Duration.minutes(5) });
    this.check(() =>
      this.routes.size === 0
        ? finding('litellm/no-models', { name: id }, { paths: [this.node.path], at: this.at })
        : undefined,
    );
  }

  /** Answers requests for `model` from `server`, which knows it by the same name. */
  route(model: string, server: Provides<'ollama'> | Provides<'openai'>): void {
    if (this.isTaken(model)) return;
    if ('ollama' in server) {
      const { url } = this.server.connect(server.ollama, `serves ${model}`, { model: `ollama_chat/${model}` });
      this.routes.set(model, { model: `ollama_chat/${model}`, api_base: url });
    } else {
      const { url } = this.server.connect(server.openai, `serves ${model}`, { model: `openai/${model}` });
      this.routes.set(model, { model: `openai/${model}`, api_base: url });
    }
  }

  /** Answers requests for `name` from a cloud, which knows it as `model`, for a key: the variable is called as the key is. */
  offer(name: string, { provider, model = name, key }: { provider: Cloud; model?: string; key: SecretKey }): void {
    if (this.isTaken(name)) return;
    this.read(key);
    this.add(name, { model: `${provider}/${model}`, api_key: `os.environ/${key.name}` });
  }

  /** Adds the `model_list` of a file that a person keeps. What it reads as `os.environ/NAME` are these keys, by their names. */
  models(text: string, keys: readonly SecretKey[] = []): void {
    for (const key of keys) this.read(key);
    const entries = readModels(text);
    if (typeof entries === 'string') {
      this.report('litellm/bad-models', { name: this.name, reason: entries });
      return;
    }
    for (const [name, route] of entries) {
      const variable = variablesOf(route).find((known) => !(known in this.server.environment));
      if (variable) this.report('litellm/unknown-variable', { name: this.name, model: name, variable });
      else if (!this.isTaken(name)) this.add(name, route);
    }
  }

  /** Sends every request with its words and its answer to Phoenix, as one trace of a project called after this proxy. */
  observe({ otlp }: Provides<'otlp'>): void {
    this.callbacks.push('arize_phoenix');
    this.server.env({
      // The whole path: older versions add nothing to it, and take the variable without HTTP in its name for gRPC.
      PHOENIX_COLLECTOR_HTTP_ENDPOINT: `${this.server.connect(otlp, 'keeps traces of requests').url}/v1/traces`,
      PHOENIX_PROJECT_NAME: this.name,
    });
  }

  /** Sends a span of every request, of every attempt at a model and of what it answered, without anybody's words. */
  trace({ otlp }: Provides<'otlp'>): void {
    this.callbacks.push('otel');
    this.server.env({
      OTEL_EXPORTER: 'otlp_http',
      OTEL_EXPORTER_OTLP_ENDPOINT: this.server.connect(otlp, 'traces requests').url,
      OTEL_SERVICE_NAME: this.name,
      OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'NO_CONTENT',
      LITELLM_OTEL_V2: 'true',
      LITELLM_OTEL_INTEGRATION_ENABLE_EVENTS: 'true',
    });
  }

  /** A second name in another namespace, for clients that look there. */
  alias(namespace: Namespace): void {
    new ServiceAlias(this, this.name, { namespace, to: this.openai });
  }

  private isTaken(model: string): boolean {
    if (this.routes.has(model)) this.report('litellm/duplicate-model', { name: this.name, model });
    return this.routes.has(model);
  }

  private add(name: string, route: Route): void {
    this.routes.set(name, route);
    const cloud = cloudOf(route);
    if (!cloud || route.api_base !== undefined) return;
    const [key] = variablesOf(route).map((variable) => this.server.environment[variable]);
    const asking = { model: route.model, ...(key instanceof SecretKey && { key }) };
    this.server.connect(CLOUDS[cloud].openai, `serves ${name}`, asking);
  }

  private read(key: SecretKey): void {
    const known = this.server.environment[key.name];
    if (known === undefined || known === key) this.server.env({ [key.name]: key });
    else this.report('litellm/variable-taken', { name: this.name, variable: key.name, secret: key.secret.name });
  }

  private masterKey(): SecretKey {
    const { on } = this.props;
    const master = new Secret(this, 'litellm-master-key', {
      namespace: on,
      keys: { LITELLM_MASTER_KEY: generated({ prefix: 'sk-' }) },
    });
    // Encrypts credentials in the database: another value would make them unreadable, so it has a contract that is never rotated with the key.
    const salt = new Secret(this, 'litellm-salt-key', {
      namespace: on,
      keys: { LITELLM_SALT_KEY: generated({ prefix: 'sk-' }) },
    });
    this.server.env({
      LITELLM_MASTER_KEY: master.key('LITELLM_MASTER_KEY'),
      LITELLM_SALT_KEY: salt.key('LITELLM_SALT_KEY'),
    });
    return master.key('LITELLM_MASTER_KEY');
  }

  /** Every new pod brings the schema up to date before it starts to serve, under Prisma's own lock; serving itself never changes it. */
  private migrate(): void {
    const { on, database } = this.props;
    const { host, port, owner } = this.server.connect(database.postgres, 'keys and spend');
    const contract = new Secret(this, 'litellm-database', {
      namespace: on,
      keys: {
        DATABASE_URL: derived`postgresql://${database.user}:${database.password}@${host}:${port}/${database.name}`,
      },
    });
    const url = contract.key('DATABASE_URL');
    this.server.init('migrations', {
      command: ['litellm', '--skip_server_startup'],
      env: { DATABASE_URL: url, DISABLE_SCHEMA_UPDATE: 'false', ...OFFLINE },
    });
    this.server.env({ DATABASE_URL: url, DISABLE_SCHEMA_UPDATE: 'true', ...OFFLINE });
    if (owner) this.after(owner, 'migrations need the database');
  }

  private config(): string {
    const model_list = [...this.routes].sort().map(([model_name, litellm_params]) => ({ model_name, litellm_params }));
    const litellm_settings = { callbacks: this.callbacks, ...this.caching };
    const general_settings = { master_key: 'os.environ/LITELLM_MASTER_KEY', database_url: 'os.environ/DATABASE_URL' };
    return dump({ model_list, general_settings, litellm_settings }, { lineWidth: -1, noRefs: true });
  }

  private useCache(cache: RedisServer): object {
    const { on } = this.props;
    const { host, port } = this.server.connect(cache.redis, 'cached answers');
    this.server.env({ REDIS_PASSWORD: localKey(this, on, 'litellm-cache', cache.password) });
    return { cache: true, cache_params: { type: 'redis', host, port, password: 'os.environ/REDIS_PASSWORD' } };
  }
}

/** Without it every start waits for a table of prices from the Internet, which no policy lets it reach. */
const OFFLINE = { LITELLM_LOCAL_MODEL_COST_MAP: 'True' };
