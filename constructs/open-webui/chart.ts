import {
  Component,
  type Endpoint,
  external,
  finding,
  generated,
  HelmRelease,
  localKey,
  Namespace,
  type Provides,
  Secret,
  type SecretKey,
  type Stack,
} from '../../src';
import type { Llm } from '../llm';
import { Doors, type EnvVar, PIPELINES_KEY, reference } from './doors';
import { DIMENSIONS } from './embeddings';
import type { Memory, OpenWebUiChartProps } from './props';
import { openWebUiValues } from './values';

/**
 * Open WebUI by its chart: chat in a browser, with a server of pipelines beside it.
 *
 * Both images run as root (their Dockerfiles name no user); `baseline` admits that. The chart names what it makes after itself, not after the release.
 */
export class OpenWebUiChart extends Component implements Provides<'http'> {
  readonly http: Endpoint<'http'>;
  private readonly home: Namespace;
  private readonly release: HelmRelease;
  private readonly pods: Readonly<Record<string, string>>;
  private readonly pipelinesKey: SecretKey | undefined;
  private readonly doors: Doors;
  private memory: readonly EnvVar[] = [];

  constructor(
    stack: Stack,
    id: string,
    private readonly props: OpenWebUiChartProps,
  ) {
    super(stack, id);
    const { on, chart, storageClass, pipelines } = props;
    const pods = (component: string) => ({
      'app.kubernetes.io/instance': id,
      'app.kubernetes.io/component': component,
    });
    const made = (kind: 'StatefulSet' | 'Deployment', name: string) => [
      { apiVersion: 'apps/v1', kind, name, labels: pods(name) },
      ...['Service', 'PersistentVolumeClaim'].map((of) => ({ apiVersion: 'v1', kind: of, name, labels: pods(name) })),
    ];
    this.pods = pods(CHAT);
    this.home = new Namespace(this, on, id, { podSecurity: 'baseline', traffic: 'denied', tokens: 'denied' });
    this.release = new HelmRelease(this, id, {
      namespace: this.home,
      chart: 'open-webui',
      version: chart,
      repository: 'https://helm.openwebui.com',
      values: () => ({ ...openWebUiValues(props, this.doors.urls, this.env(), this.pipelinesKey) }),
      brings: [...made('StatefulSet', CHAT), ...(pipelines ? made('Deployment', PIPELINES) : [])],
      claims: [storageClass],
      keep: true, // its claims are the chart's: they would go with it
    });
    this.http = this.release.listen({ protocol: 'http', service: CHAT, port: 80, targetPort: 8080, pods: this.pods });
    this.release.connect(this.pods, HUGGING_FACE.https, 'fetches the embedding model');
    if (pipelines) {
      const server = { name: 'pipelines', service: PIPELINES, port: 9099, pods: pods(PIPELINES) };
      const endpoint = this.release.listen({ protocol: 'http', ...server });
      this.release.connect(this.pods, endpoint, 'runs filters and functions');
      // Without one of its own the server takes the key that everybody can read in its source.
      const keys = { [PIPELINES_KEY]: generated() };
      this.pipelinesKey = new Secret(this, PIPELINES, { namespace: this.home, keys }).key(PIPELINES_KEY);
    }
    this.doors = new Doors(this, this.home, this.pipelinesKey);
    this.judge();
    this.instruct();
  }

  /** Offers the models of `llm` in the chat. The list of addresses and the list of keys are one list: they cannot get out of step. */
  use(llm: Llm): void {
    const { key, shared } = this.doors.open(llm);
    if (shared) this.report('llm/shared-key', shared);
    this.release.connect(this.pods, llm.openai, 'answers chats', key && { key });
  }

  /** Keeps what it has read, for answers from documents, in a store of its own collections. */
  remember({ qdrant, apiKey, vectors }: Memory): void {
    const { url } = this.release.connect(this.pods, qdrant, 'keeps what it has read');
    const key = apiKey && localKey(this, this.home, `${this.name}-vectors`, apiKey);
    this.memory = [
      { name: 'VECTOR_DB', value: 'qdrant' },
      { name: 'QDRANT_URI', value: url },
      ...(key ? [reference('QDRANT_API_KEY', key)] : []),
    ];
    const { embeddings: model = MINI_LM } = this.props;
    const dimension = DIMENSIONS.get(model);
    if (vectors && dimension !== undefined && dimension !== vectors.size)
      this.report('open-webui/other-dimension', { name: this.name, model, dimension, size: vectors.size });
  }

  private env(): readonly EnvVar[] {
    return [
      ...this.doors.variables(),
      ...(this.pipelinesKey ? [] : [{ name: 'OPENAI_API_BASE_URLS', value: this.doors.urls.join(';') }]),
      ...(this.isForgetful ? [{ name: 'ENABLE_PERSISTENT_CONFIG', value: 'False' }] : []),
      ...this.memory,
      { name: 'RAG_EMBEDDING_ENGINE', value: '' },
      { name: 'RAG_EMBEDDING_MODEL', value: this.props.embeddings ?? MINI_LM },
    ];
  }

  /** Whether it can be told to read its environment alone; 0.5.16 cannot. */
  private get isForgetful(): boolean {
    const [major = 0, minor = 0, patch = 0] = this.props.version.split('.').map(Number);
    return major > 0 || minor > 6 || (minor === 6 && patch >= 3);
  }

  private judge(): void {
    const { version } = this.props;
    if (!this.isForgetful) this.report('open-webui/keeps-first-settings', { name: this.name, version });
    this.check(() =>
      this.doors.urls.length === 0
        ? finding('open-webui/no-llm', { name: this.name }, { paths: [this.node.path], at: this.at })
        : undefined,
    );
  }

  private instruct(): void {
    const { name } = this.home;
    if (!this.isForgetful)
      this.byHand({
        when: 'told',
        what: `${this.name}: Admin Panel → Settings → Connections → OpenAI API; what was once saved there wins over the environment. Leave the line of the pipelines, make the others these; where a server does not list its models, add the ID:`,
        how: () => this.doors.text(),
      });
    this.byHand({
      when: 'asked',
      what: `${this.name}: open it in a browser and send a message (http://localhost:8080)`,
      how: `kubectl port-forward -n ${name} svc/${CHAT} 8080:80`,
    });
  }
}

const CHAT = 'open-webui';
const PIPELINES = 'open-webui-pipelines';
const MINI_LM = 'sentence-transformers/all-MiniLM-L6-v2';
const HUGGING_FACE = external('https', { name: 'huggingface', host: 'huggingface.co', port: 443 });
