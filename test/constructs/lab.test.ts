import { load } from 'js-yaml';
import { OpenWebUi } from '../../constructs/open-webui';
import { defineEnvironment } from '../../src';
import { text } from '../../src/backends/yaml';
import { synthesize } from '../../src/synthesize';
import { build, lab } from './lab';

const { graph, objects, artifacts, findings } = lab();
const named = (kind: string, name: string) =>
  objects.find((object) => object.kind === kind && object.metadata.name === name);
const env = (name: string) => graph.workloads.find((workload) => workload.name === name)?.main.env ?? [];

describe('the services of document 003', () => {
  it('are wired without a mistake', () => {
    expect(findings).toEqual([]);
  });

  it('are nothing to complain about, but for tags that move and for what asks nobody for a password', async () => {
    const environment = defineEnvironment({ name: 'lab', config: {}, build: (stack) => build(stack) });
    const resolved = { config: {}, others: {}, sealed: new Map(), today: '2026-11-21' };
    const { findings: all } = await synthesize(environment as never, resolved);
    expect([...new Set(all.map(({ code, severity }) => `${severity} ${code}`))].sort()).toEqual([
      'warning exposure/no-authentication',
      'warning image/moving-tag',
    ]);
  });

  it.each([
    ['StatefulSet', 'postgres', 'docker.io/library/postgres:16', 5432],
    ['Deployment', 'redis', 'docker.io/library/redis:7-alpine', 6379],
    ['Deployment', 'nats', 'docker.io/library/nats:2-alpine', 4222],
    ['StatefulSet', 'etcd', 'registry.k8s.io/etcd:3.5.16-0', 2379],
    ['Deployment', 'litellm', 'ghcr.io/berriai/litellm:main-latest', 4000],
    ['Deployment', 'phoenix', 'docker.io/arizephoenix/phoenix:latest', 6006],
  ])('are a %s %s of %s at %i', (kind, name, image, port) => {
    expect(named(kind, name)).toMatchObject({
      metadata: { namespace: 'default', labels: { app: name } },
      spec: { template: { spec: { enableServiceLinks: false, containers: [{ image }] } } },
    });
    const ports = graph.workloads.find((workload) => workload.name === name)?.ports;
    expect(ports?.map((open) => open.servicePort)).toContain(port);
  });

  it.each([
    ['postgres', 'synology-nfs', '10Gi'],
    ['etcd', 'synology-nfs-ephemeral', '2Gi'],
  ])('%s claims %s of %s, as the user to whom the export squashes all', (name, storageClassName, storage) => {
    expect(named('StatefulSet', name)).toMatchObject({
      spec: {
        template: { spec: { securityContext: { runAsUser: 1024, runAsGroup: 100 } } },
        volumeClaimTemplates: [{ spec: { storageClassName, resources: { requests: { storage } } } }],
      },
    });
  });

  it.each([
    ['synology-nfs', 'Retain'],
    ['synology-nfs-ephemeral', 'Delete'],
  ])('%s is a class on the Synology: %s', (name, reclaimPolicy) => {
    expect(named('StorageClass', name)).toMatchObject({
      metadata: { annotations: { 'steading.dev/squash': '1024:100' } },
      provisioner: 'nfs.csi.k8s.io',
      parameters: { server: '192.168.1.5', share: '/volume1/kubernetes' },
      reclaimPolicy,
    });
  });

  it('have traces in Phoenix, at one port for pages and OTLP, and another for gRPC', () => {
    expect(named('Service', 'phoenix')?.spec).toMatchObject({
      type: 'NodePort',
      selector: { app: 'phoenix' },
      ports: [
        { name: 'http', port: 6006, nodePort: 30060 },
        { name: 'otlp-grpc', port: 4317 },
      ],
    });
    expect(env('litellm')).toContainEqual(
      expect.objectContaining({
        name: 'PHOENIX_COLLECTOR_HTTP_ENDPOINT',
        value: 'http://phoenix.default.svc.cluster.local:6006/v1/traces',
      }),
    );
    expect(graph.orders.map(({ from, to }) => `${from} → ${to}`)).toEqual(
      expect.arrayContaining(['phoenix → postgres', 'litellm → phoenix', 'litellm → redis', 'litellm → postgres']),
    );
  });

  it('have their models in litellm-config.yaml, with the callback and without a key', () => {
    const { data } = objects.find(
      ({ kind, metadata }) => kind === 'ConfigMap' && /^litellm-config-\w{10}$/.test(metadata.name),
    ) as unknown as { data: Record<string, string> };
    expect(Object.keys(data)).toEqual(['litellm-config.yaml']);
    expect(load(data['litellm-config.yaml'] ?? '')).toMatchObject({
      model_list: [
        {
          model_name: 'claude',
          litellm_params: {
            model: 'openrouter/anthropic/claude-sonnet-4.5',
            api_key: 'os.environ/OPENROUTER_API_KEY',
          },
        },
        {
          model_name: 'gemini-2.5-flash',
          litellm_params: { model: 'gemini/gemini-2.5-flash', api_key: 'os.environ/GEMINI_API_KEY' },
        },
      ],
      litellm_settings: { callbacks: ['prometheus', 'arize_phoenix'] },
    });
    const outside = graph.connections.filter(({ component, to }) => component === 'litellm' && /^test\/\w+$/.test(to));
    expect(outside.map(({ to, port }) => `${to} ${port}`).sort()).toEqual(['test/gemini 443', 'test/openrouter 443']);
  });

  it('have keys of clouds from 1Password, and all others from a script that Git has no value of', () => {
    expect(objects.filter(({ kind }) => kind === 'OnePasswordItem').map(({ spec }) => spec)).toEqual([
      { itemPath: 'vaults/lab/items/google' },
      { itemPath: 'vaults/lab/items/openrouter' },
    ]);
    expect(objects.filter(({ kind }) => kind === 'Secret')).toEqual([]);
    expect(graph.orders).toContainEqual(expect.objectContaining({ from: 'litellm', to: 'onepassword' }));
    const script = artifacts.find(({ path }) => path === 'bin/bootstrap-cluster.sh');
    expect(script?.mode).toBe(0o755);
    expect(script?.content).toContain('\nensure_secret default litellm-master-key 1 LITELLM_MASTER_KEY\n');
    expect(script?.content).toContain('\nensure_secret onepassword onepassword-token 1 token\n');
  });

  it('stand where document 003 has them', () => {
    const file = (path: string) => artifacts.find((artifact) => artifact.path === path);
    const plain = file('apps/litellm/litellm-config.yaml');
    expect(plain && text(plain)).toMatch(/^model_list:\n/);
    for (const path of ['clusters/lab/infrastructure.yaml', 'clusters/lab/apps.yaml', 'apps/kustomization.yaml'])
      expect([path, file(path.replace('/lab/', '/test/')) !== undefined]).toEqual([path, true]);
    const patched = artifacts.filter(({ path }) => path.startsWith('infrastructure/overlays/lab/'));
    const texts = patched.map((artifact) => text(artifact)).join('\n');
    expect(texts.match(/192\.168\.1\.5/g)).toHaveLength(2);
    const base = artifacts.filter(({ path }) => path.startsWith('infrastructure/base/'));
    expect(base.map((artifact) => text(artifact)).join('\n')).not.toContain('192.168.1.5');
  });

  it('tell the operator of 1Password where its token is', () => {
    const [release] = graph.releases.filter(({ chart }) => chart === 'connect');
    expect(release?.values).toMatchObject({
      connect: { create: false },
      operator: { authMethod: 'service-account', serviceAccountToken: { name: 'onepassword-token', key: 'token' } },
    });
  });
});

it('Open WebUI without a size keeps nothing: document 003 gives it an emptyDir', () => {
  const chat = lab((stack, on) => {
    new OpenWebUi(stack, 'openwebui', { on, version: 'main', url: 'http://192.168.1.10:30080' });
  });
  const deployment = chat.objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'openwebui');
  expect(deployment).toMatchObject({ spec: { template: { spec: { volumes: [{ name: 'data', emptyDir: {} }] } } } });
});
