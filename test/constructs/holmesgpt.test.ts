import type { HolmesGptProps } from '../../constructs/holmesgpt/chart';
import type { Llm, Provider } from '../../constructs/llm';
import { defineEnvironment, external } from '../../src';
import { loweredOf } from '../../src/backends/artifact';
import { model } from '../../src/backends/model';
import { synthesize } from '../../src/synthesize';
import { RUNBOOKS } from '../../stacks/idp.runbooks';
import { declare } from '../support/declare';
import { analysis } from './analysis';

const made = (props: Partial<HolmesGptProps> = {}) => {
  const { graph, artifacts, findings } = declare(analysis(props));
  const objects = loweredOf(artifacts).map(({ manifest }) => manifest);
  const [release] = graph.releases;
  const values = (release?.values ?? {}) as Record<string, unknown> & { additionalEnvVars: object[] };
  return { graph, artifacts, findings, objects, release, values };
};

const server = (provider: Provider, host: string, path = ''): Llm => ({
  provider,
  model: 'some-model',
  keySecret: 'llm-api-keys',
  ...external('openai', { name: provider, host, port: 443, path }),
});

const keyed = (name: string) => ({ name, valueFrom: { secretKeyRef: { name: 'llm-api-keys', key: name } } });

describe('HolmesGPT, as document 002 asks for it', () => {
  const { graph, artifacts, objects, release, values } = made();

  it('is chart holmes 0.6.0 under the names of the commands', () => {
    expect(release).toMatchObject({
      name: 'holmesgpt',
      namespace: 'holmesgpt',
      chart: 'holmes',
      version: '0.6.0',
      repository: 'https://robusta-charts.storage.googleapis.com',
    });
    const { objects: known, endpoints } = model(graph, artifacts);
    const brought = known.filter(({ from }) => from === 'release/holmesgpt');
    expect(brought.map(({ kind, namespace, name, labels }) => [kind, namespace, name, labels])).toEqual([
      ['Deployment', 'holmesgpt', 'holmesgpt-holmes', { app: 'holmes' }],
      ['Service', 'holmesgpt', 'holmesgpt-holmes', { app: 'holmes' }],
    ]);
    expect(endpoints.filter(({ exposure }) => exposure !== 'external')).toMatchObject([
      { name: 'http', host: 'holmesgpt-holmes.holmesgpt.svc.cluster.local', port: 80, exposure: 'cluster' },
    ]);
  });

  it('has the environment of the document, by the values of its chart', () => {
    expect(values.additionalEnvVars).toEqual([
      { name: 'MODEL', value: 'openai/qwen3-coder-30b-a3b-instruct-mlx' },
      { name: 'OPENAI_API_BASE', value: 'http://llm-proxy.llm-proxy.svc.cluster.local:8080/v1' },
      { name: 'OPENAI_API_KEY', value: 'not-needed' },
    ]);
    expect(values).toMatchObject({
      allowedToolsets: 'kubernetes/core',
      registry: 'docker.io/robustadev',
      image: 'holmes:0.6.0',
    });
  });

  it('sets no key that the chart does not have', () => {
    // The chart's values.yaml at 0.6.0.
    const known = [
      ...['certificate', 'logLevel', 'additionalEnvVars', 'imagePullSecrets', 'allowedToolsets', 'image', 'registry'],
      ...['enableAccountsCreate', 'createServiceAccount', 'customServiceAccountName', 'customClusterRoleRules'],
      ...['enablePostProcessing', 'postProcessingPrompt', 'tolerations', 'serviceAccount', 'toolsets', 'resources'],
    ];
    expect(Object.keys(values).filter((key) => !known.includes(key))).toEqual([]);
  });

  it('reads the cluster, no Secrets, and changes nothing', () => {
    const rules = objects.find(({ kind }) => kind === 'ClusterRole')?.rules as {
      verbs: string[];
      resources: string[];
    }[];
    expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(['get', 'list']));
    const resources = rules.flatMap((rule) => rule.resources);
    expect(resources).toEqual(expect.arrayContaining(['pods', 'pods/log', 'deployments', 'events', 'nodes']));
    expect(resources).not.toContain('secrets');
    const [binding] = objects.filter(({ kind }) => kind === 'ClusterRoleBinding');
    const account = { kind: 'ServiceAccount', name: values.customServiceAccountName, namespace: 'holmesgpt' };
    expect(binding).toMatchObject({ subjects: [account] });
    expect(values.createServiceAccount).toBe(false);
  });

  it('has its runbooks in the file of the document, which Argo CD delivers', () => {
    const file = artifacts.find(({ path }) => path === 'platform/holmesgpt/custom-runbooks-configmap.yaml');
    expect(file?.content).toMatchObject([
      { manifest: { kind: 'ConfigMap', metadata: { name: 'custom-runbooks', namespace: 'holmesgpt' } } },
    ]);
    const application = objects.find(({ kind, metadata }) => kind === 'Application' && metadata.name === 'holmesgpt');
    expect(application).toMatchObject({ spec: { sources: [{ chart: 'holmes' }, { path: 'platform/holmesgpt' }] } });
  });

  it('has them mounted by a patch of its Deployment alone', () => {
    const mount = { name: 'custom-runbooks', mountPath: MOUNTED, subPath: 'custom-runbooks.yaml' };
    const spec = {
      containers: [{ name: 'holmes', volumeMounts: [mount] }],
      volumes: [{ name: 'custom-runbooks', configMap: { name: 'custom-runbooks' } }],
    };
    expect(graph.patches).toMatchObject([
      { target: { kind: 'Deployment', name: 'holmesgpt-holmes' }, merge: { spec: { template: { spec } } } },
    ]);
    const [role] = objects.filter(({ kind }) => kind === 'Role');
    expect(role).toMatchObject({ rules: [{ resources: ['deployments'], resourceNames: ['holmesgpt-holmes'] }] });
  });

  it('restarts when a runbook changes, and only then', () => {
    const sum = (props: Partial<HolmesGptProps>) => JSON.stringify(made(props).graph.patches[0]?.merge);
    const [first, ...others] = RUNBOOKS;
    if (!first) throw new Error('no runbooks');
    const changed = [{ ...first, instructions: [...first.instructions, 'Say so.'] }, ...others];
    expect(sum({ runbooks: changed })).not.toBe(sum({}));
    const renamed = [{ ...first, examples: ['tailscale'] as const }, ...others];
    expect(sum({ runbooks: renamed })).toBe(sum({}));
  });

  it('without runbooks has neither patch nor ConfigMap', () => {
    const { graph, objects } = made({ runbooks: [] });
    expect(graph.patches).toEqual([]);
    expect(objects.filter(({ kind }) => kind === 'ConfigMap' || kind === 'Job')).toEqual([]);
  });

  it('is nothing that a check would speak of', async () => {
    const environment = defineEnvironment({ name: 'idp', config: {}, build: analysis() });
    const today = '2026-01-01';
    const { findings } = await synthesize(environment, { config: {}, others: {}, sealed: new Map(), today });
    expect(findings).toEqual([]);
  });
});

const MOUNTED = '/app/holmes/plugins/runbooks/custom-runbooks.yaml';

describe('a newer chart, which has volumes of its own', () => {
  const { graph, objects, values } = made({ chart: '0.16.1' });

  it('mounts the runbooks where the older one had them mounted, without a patch', () => {
    expect(graph.patches).toEqual([]);
    expect(objects.filter(({ kind }) => ['Job', 'Role', 'RoleBinding'].includes(kind))).toEqual([]);
    const application = objects.find(({ kind, metadata }) => kind === 'Application' && metadata.name === 'holmesgpt');
    expect(application?.spec).not.toHaveProperty('ignoreDifferences');
    expect(values).toMatchObject({
      additionalVolumes: [{ name: 'custom-runbooks', configMap: { name: 'custom-runbooks' } }],
      additionalVolumeMounts: [{ name: 'custom-runbooks', mountPath: MOUNTED, subPath: 'custom-runbooks.yaml' }],
      podAnnotations: { 'steading.dev/config': expect.stringMatching(/^[0-9a-f]{10}$/) },
      image: 'holmes:0.16.1',
    });
  });

  it('has its toolsets as a map, in which nothing is on that was not asked for', () => {
    const on = (all: unknown) =>
      Object.entries(all as Record<string, { enabled: boolean }>).flatMap(([name, { enabled }]) =>
        enabled ? [name] : [],
      );
    expect(values).not.toHaveProperty('allowedToolsets');
    expect(on(values.toolsets)).toEqual(['kubernetes/core', 'kubernetes/logs']);
    const { values: more } = made({ chart: '0.16.1', toolsets: ['kubernetes/core', 'kubernetes/live-metrics'] });
    expect(on(more.toolsets)).toContain('kubernetes/live-metrics');
  });

  it('sends nothing to its makers', () => {
    expect(values.enableTelemetry).toBe(false);
  });
});

describe('another model', () => {
  it.each([
    ['openai', 'api.openai.com', '/v1', [keyed('OPENAI_API_KEY')]],
    ['anthropic', 'api.anthropic.com', '/v1', [keyed('ANTHROPIC_API_KEY')]],
    ['gemini', 'generativelanguage.googleapis.com', '/v1beta/openai', [keyed('GEMINI_API_KEY')]],
    [
      'azure',
      'xxx.openai.azure.com',
      '/openai/v1',
      [
        { name: 'AZURE_API_BASE', value: 'https://xxx.openai.azure.com' },
        { name: 'AZURE_API_VERSION', value: '2024-10-21' },
        keyed('AZURE_API_KEY'),
      ],
    ],
  ] as const)(
    'of %s is asked with its own key, by reference, at the address that litellm knows',
    (provider, host, path, rest) => {
      const { graph, values, objects, findings } = made({ llm: server(provider, host, path) });
      expect(values.additionalEnvVars).toEqual([{ name: 'MODEL', value: `${provider}/some-model` }, ...rest]);
      expect(objects.find(({ kind }) => kind === 'Secret')).not.toHaveProperty('data');
      expect(
        objects.find(({ kind, metadata }) => kind === 'Application' && metadata.name === 'holmesgpt'),
      ).toMatchObject({
        spec: {
          ignoreDifferences: expect.arrayContaining([
            { group: '', kind: 'Secret', name: 'llm-api-keys', namespace: 'holmesgpt', jsonPointers: ['/data'] },
          ]),
        },
      });
      expect(graph.connections).toContainEqual(
        expect.objectContaining({
          to: `test/${provider}`,
          asking: expect.objectContaining({ model: `${provider}/some-model` }),
        }),
      );
      expect(findings).toEqual([]);
    },
  );

  it("of a server of one's own that wants a key is asked at its address, with that key", () => {
    const { values } = made({ llm: server('openai', 'llm.example.org', '/v1') });
    expect(values.additionalEnvVars).toEqual([
      { name: 'MODEL', value: 'openai/some-model' },
      { name: 'OPENAI_API_BASE', value: 'https://llm.example.org/v1' },
      keyed('OPENAI_API_KEY'),
    ]);
  });
});
