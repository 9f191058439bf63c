import type { Llm } from '../../constructs/llm';
import { OpenWebUiChart } from '../../constructs/open-webui/chart';
import type { OpenWebUiChartProps } from '../../constructs/open-webui/props';
import { QdrantChart, type Vectors } from '../../constructs/qdrant/chart';
import { external, Size } from '../../src';
import { CLUSTER } from '../invalid/props';
import { declare } from '../support/declare';

const ROOM = { size: Size.gibibytes(5), storageClass: 'openebs-hostpath' };
const LOCAL: Llm = {
  provider: 'openai',
  model: 'qwen3',
  ...external('openai', { name: 'llm', host: '192.168.1.100', port: 8000, path: '/v1' }),
};
const GEMINI: Llm = {
  provider: 'gemini',
  model: 'gemini-2.0-flash',
  keySecret: 'llm-api-keys',
  ...external('openai', {
    name: 'gemini',
    host: 'generativelanguage.googleapis.com',
    port: 443,
    path: '/v1beta/openai',
  }),
};
const OPENAI: Llm = {
  provider: 'openai',
  model: 'gpt-4o',
  keySecret: 'llm-api-keys',
  ...external('openai', { name: 'openai', host: 'api.openai.com', port: 443, path: '/v1' }),
};

function chat(llms: readonly Llm[], props: Partial<OpenWebUiChartProps> = {}, vectors?: Vectors) {
  return declare((stack) => {
    const on = stack.cluster('idp', { ...CLUSTER, storageClasses: ['openebs-hostpath'] });
    const built = new OpenWebUiChart(stack, 'open-webui', {
      on,
      chart: '5.18.0',
      version: '0.5.16',
      pipelines: { size: Size.gibibytes(2) },
      ...ROOM,
      ...props,
    });
    for (const llm of llms) built.use(llm);
    built.remember(new QdrantChart(stack, 'qdrant', { on, chart: '0.10.1', ...ROOM, ...(vectors && { vectors }) }));
  });
}

type Env = { name: string; value?: string; valueFrom?: { secretKeyRef: { name: string; key: string } } };

const release = ({ graph }: ReturnType<typeof chat>) => graph.releases.find(({ name }) => name === 'open-webui');
const values = (made: ReturnType<typeof chat>) => release(made)?.values ?? {};
const env = (made: ReturnType<typeof chat>) =>
  Object.fromEntries(
    (values(made).extraEnvVars as Env[]).map(({ name, value, valueFrom }) => [
      name,
      value ?? `${valueFrom?.secretKeyRef.name} ${valueFrom?.secretKeyRef.key}`,
    ]),
  );

describe('Open WebUI by its chart', () => {
  const local = chat([LOCAL]);

  it('is the release of the document', () => {
    expect(release(local)).toMatchObject({
      namespace: 'open-webui',
      chart: 'open-webui',
      version: '5.18.0',
      keep: true,
    });
    expect(values(local)).toMatchObject({
      image: { tag: '0.5.16' },
      ollama: { enabled: false },
      persistence: { size: '5Gi', storageClass: 'openebs-hostpath' },
      pipelines: { enabled: true, persistence: { size: '2Gi', storageClass: 'openebs-hostpath' } },
    });
    expect(release(local)?.brings.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      ...['StatefulSet', 'Service', 'PersistentVolumeClaim'].map((kind) => `${kind} open-webui`),
      ...['Deployment', 'Service', 'PersistentVolumeClaim'].map((kind) => `${kind} open-webui-pipelines`),
    ]);
    expect(local.graph.endpoints.map(({ address }) => address)).toEqual(
      expect.arrayContaining([
        'http://open-webui.open-webui.svc.cluster.local:80',
        'http://open-webui-pipelines.open-webui.svc.cluster.local:9099',
      ]),
    );
  });

  it('has the environment of section 4; what the chart sets by itself is not set again', () => {
    expect(env(local)).toEqual({
      PIPELINES_API_KEY: 'open-webui-pipelines PIPELINES_API_KEY',
      OPENAI_API_KEY: 'not-needed',
      OPENAI_API_KEYS: '$(PIPELINES_API_KEY);not-needed',
      VECTOR_DB: 'qdrant',
      QDRANT_URI: 'http://qdrant.qdrant.svc.cluster.local:6333',
      RAG_EMBEDDING_ENGINE: '',
      RAG_EMBEDDING_MODEL: 'sentence-transformers/all-MiniLM-L6-v2',
    });
    expect(values(local).openaiBaseApiUrls).toEqual(['http://192.168.1.100:8000/v1']);
  });

  it('has one key an address, each by reference, in whatever order they are said', () => {
    const made = chat([OPENAI, LOCAL, GEMINI]);
    expect(values(made).openaiBaseApiUrls).toEqual([
      'http://192.168.1.100:8000/v1',
      'https://api.openai.com/v1',
      'https://generativelanguage.googleapis.com/v1beta/openai',
    ]);
    expect(env(made)).toMatchObject({
      OPENAI_API_KEY: 'llm-api-keys OPENAI_API_KEY',
      GEMINI_API_KEY: 'llm-api-keys GEMINI_API_KEY',
      OPENAI_API_KEYS: '$(PIPELINES_API_KEY);not-needed;$(OPENAI_API_KEY);$(GEMINI_API_KEY)',
    });
    expect(chat([GEMINI, LOCAL, OPENAI]).graph.releases).toEqual(
      made.graph.releases.map((one) => ({ ...one, at: expect.anything() })),
    );
    const names = Object.keys(env(made));
    for (const key of ['PIPELINES_API_KEY', 'OPENAI_API_KEY', 'GEMINI_API_KEY'])
      expect(names.indexOf(key)).toBeLessThan(names.indexOf('OPENAI_API_KEYS'));
    expect(made.graph.secrets).toMatchObject([
      { name: 'llm-api-keys', namespace: 'open-webui', keys: [{ name: 'GEMINI_API_KEY' }, { name: 'OPENAI_API_KEY' }] },
      { name: 'open-webui-pipelines' },
    ]);
  });

  it('without pipelines names the addresses itself: the chart would leave them out', () => {
    const made = chat([LOCAL, GEMINI], { pipelines: undefined } as never);
    expect(values(made)).toMatchObject({ pipelines: { enabled: false }, openaiBaseApiUrl: '' });
    expect(values(made).openaiBaseApiUrls).toBeUndefined();
    expect(env(made)).toMatchObject({
      OPENAI_API_BASE_URLS: 'http://192.168.1.100:8000/v1;https://generativelanguage.googleapis.com/v1beta/openai',
      OPENAI_API_KEYS: 'not-needed;$(GEMINI_API_KEY)',
    });
  });

  it('reads its environment alone where it can be told to, and otherwise says what to tell it', () => {
    const codes = ({ findings }: ReturnType<typeof chat>) => findings.map(({ code }) => code);
    expect(codes(local)).toEqual(['open-webui/keeps-first-settings']);
    expect(local.graph.steps).toContainEqual(
      expect.objectContaining({
        when: 'told',
        how: 'http://192.168.1.100:8000/v1   key: not-needed   model ID: qwen3',
      }),
    );
    const newer = chat([LOCAL], { version: '0.6.5' });
    expect(codes(newer)).toEqual([]);
    expect(env(newer)).toMatchObject({ ENABLE_PERSISTENT_CONFIG: 'False' });
    expect(newer.graph.steps.map(({ when }) => when)).toEqual(['asked']);
  });

  it.each([
    [undefined, 384, 0],
    [undefined, 768, 1],
    ['BAAI/bge-m3', 1024, 0],
    ['BAAI/bge-m3', 384, 1],
    ['of-their-own/model', 17, 0],
  ])('%s writes vectors of %i numbers: %i mistakes', (embeddings, size, mistakes) => {
    const made = chat([LOCAL], { version: '0.6.5', ...(embeddings && { embeddings }) }, { size, distance: 'Cosine' });
    expect(made.findings.filter(({ code }) => code === 'open-webui/other-dimension')).toHaveLength(mistakes);
  });
});
