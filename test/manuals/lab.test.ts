import { load } from 'js-yaml';
import type { ModelObject } from '../../src/backends/model';
import type { Manifest } from '../../src/kubernetes/manifest';
import { build, LAB } from '../support/lab';

/** Commands and tables of document 003 (the lab), aimed at what is made. */
let made: Awaited<ReturnType<typeof build>>;
beforeAll(async () => {
  made = await build();
});

const objects = (kind: string, name: string, namespace: string | null = 'default') =>
  made.model.objects.filter((object) => object.kind === kind && object.name === name && object.namespace === namespace);
const all = (path: string) =>
  (made.files[path] ?? '')
    .split(/^---$/m)
    .map((text) => load(text) as Manifest & { readonly spec: Record<string, unknown> });
const kustomization = (name: string) =>
  all('clusters/lab/apps.yaml').find(({ metadata }) => metadata.name === name)?.spec;

describe('Architecture', () => {
  it.each([
    'clusters/lab/flux-system/kustomization.yaml',
    'clusters/lab/infrastructure.yaml',
    'clusters/lab/apps.yaml',
    'infrastructure/base/kustomization.yaml',
    'infrastructure/overlays/lab/kustomization.yaml',
    'apps/kustomization.yaml',
    'bin/bootstrap-cluster.sh',
  ])('%s', (path) => expect(made.files[path]).toBeDefined());

  it('what bootstrap writes is named, and not made', () => {
    expect(all('clusters/lab/flux-system/kustomization.yaml')[0]?.resources).toEqual([
      'gotk-components.yaml',
      'gotk-sync.yaml',
    ]);
    expect(Object.keys(made.files).filter((path) => path.includes('gotk'))).toEqual([]);
    for (const kind of ['Kustomization', 'GitRepository'])
      expect(objects(kind, 'flux-system', 'flux-system')).toMatchObject([{ from: 'cluster', path: null }]);
  });

  it('infrastructure is pruned and waited for, apps come after it', () => {
    const [infrastructure] = all('clusters/lab/infrastructure.yaml');
    expect(infrastructure?.spec).toMatchObject({ path: './infrastructure/overlays/lab', prune: true, wait: true });
    for (const { spec } of all('clusters/lab/apps.yaml'))
      expect(spec.dependsOn).toContainEqual({ name: 'infrastructure' });
  });

  it('the overlay patches server and share, which the base lacks', () => {
    const base = all('infrastructure/base/storage/storageclass-synology-nfs.yaml')[0];
    const overlay = all('infrastructure/overlays/lab/storage-storageclass-synology-nfs.yaml')[0];
    expect([base?.parameters, overlay?.parameters]).toEqual([
      {},
      { server: '192.168.1.5', share: '/volume1/kubernetes' },
    ]);
  });
});

describe('Services', () => {
  it.each([
    ['postgres', 'postgres:16', 5432],
    ['redis', 'redis:7-alpine', 6379],
    ['nats', 'nats:2-alpine', 4222],
    ['etcd', 'registry.k8s.io/etcd:3.5.16-0', 2379],
    ['litellm', 'ghcr.io/berriai/litellm:main-latest', 4000],
    ['phoenix', 'arizephoenix/phoenix:latest', 6006],
    ['openwebui', 'ghcr.io/open-webui/open-webui:main', 8080],
  ])('%s runs %s at %i', (name, image, port) => {
    const workload = made.graph.workloads.find((one) => one.name === name);
    expect(workload?.main.image.replace(/^docker\.io\/(library\/)?/, '')).toBe(image);
    expect(workload?.ports.map((open) => open.servicePort)).toContain(port);
  });

  it.each([
    ['phoenix', 30060],
    ['openwebui', 30080],
  ])('%s is reached at node port %i', (component, port) => {
    const reached = made.model.endpoints.filter((one) => one.component === component && one.exposure === 'nodePort');
    expect(reached.map((one) => one.address)).toEqual([`http://192.168.1.20:${port}`]);
  });

  it.each([
    ['postgres', '10Gi', 'synology-nfs'],
    ['etcd', '2Gi', 'synology-nfs-ephemeral'],
  ])('%s claims %s of %s; all others keep nothing', (name, size, storageClass) => {
    const claims = made.graph.workloads.flatMap((one) =>
      one.volumes.flatMap((volume) => (volume.size ? [[one.name, volume.size, volume.storageClass]] : [])),
    );
    expect(claims).toContainEqual([name, size, storageClass]);
    expect(claims).toHaveLength(2);
  });

  it.each([
    ['apps-phoenix', ['apps-postgres']],
    ['apps-litellm', ['apps-phoenix', 'apps-postgres', 'apps-redis']],
    ['apps-openwebui', ['apps-litellm']],
  ])('%s depends on %j', (name, before) => {
    const first = ['infrastructure', ...before].map((one) => ({ name: one }));
    expect(new Set(kustomization(name)?.dependsOn as object[])).toEqual(new Set(first));
  });

  it.each([
    ['apps-postgres', false],
    ['apps-etcd', false],
    ['apps-redis', true],
    ['apps-litellm', true],
    ['apps-openwebui', true],
  ])('%s is pruned: %s', (name, prune) => expect(kustomization(name)?.prune).toBe(prune));
});

describe('Secrets Management', () => {
  it('keys of clouds come from 1Password', () => {
    for (const name of ['google-api-key', 'openrouter-api-key'])
      expect(objects('OnePasswordItem', name)).toHaveLength(1);
  });

  it('all others are made by the script, and stand nowhere in the tree', () => {
    expect(made.model.objects.filter(({ kind, from }) => kind === 'Secret' && from === 'manifest')).toEqual([]);
    const script = made.files['bin/bootstrap-cluster.sh'] ?? '';
    for (const part of [
      'ensure_secret',
      'OP_SERVICE_ACCOUNT_TOKEN',
      'htpasswd',
      'nats-credentials',
      'litellm-master-key',
    ])
      expect(script).toContain(part);
    expect(made.artifacts.find(({ path }) => path === 'bin/bootstrap-cluster.sh')?.mode).toBe(0o755);
  });

  it('nats includes what its init container writes', () => {
    const [map] = all('apps/nats/configmap-nats-config.yaml');
    expect(JSON.stringify(map?.data)).toContain('include /etc/nats/auth/auth.conf');
    expect(objects('Service', 'nats-service')).toHaveLength(1);
  });
});

describe('LiteLLM Model Configuration', () => {
  it('apps/litellm/litellm-config.yaml is a plain file with a model_list, and its ConfigMap carries a hash', () => {
    const config = load(made.files['apps/litellm/litellm-config.yaml'] ?? '') as { model_list: unknown[] };
    expect(config.model_list).toHaveLength(3);
    expect(all('apps/litellm/kustomization.yaml')[0]).toMatchObject({
      configMapGenerator: [{ name: 'litellm-config', files: ['litellm-config.yaml'] }],
    });
    const maps = made.model.objects.filter(({ kind, component }) => kind === 'ConfigMap' && component === 'litellm');
    expect(maps.map(({ name }) => name)).toEqual([expect.stringMatching(/^litellm-config-[a-z0-9]{10}$/)]);
  });

  it('another list is another name, and so a restart', async () => {
    const hash = ({ model }: typeof made) => model.objects.find(({ name }) => name.startsWith('litellm-config-'))?.name;
    const other = await build(LAB.replace('gemini-2.5-flash, ', ''));
    expect(hash(other)).not.toBe(hash(made));
    expect(other.files['apps/litellm/deployment-litellm.yaml']).toBe(
      made.files['apps/litellm/deployment-litellm.yaml'],
    );
  });

  it('flux reconcile kustomization apps-litellm --with-source', () =>
    expect(objects('Kustomization', 'apps-litellm', 'flux-system')).toHaveLength(1));
});

describe('Observability', () => {
  const labelled = (object: ModelObject, label: string) => object.labels.app === label;

  it('kubectl get pods -l app=phoenix', () =>
    expect(objects('Deployment', 'phoenix').filter((object) => labelled(object, 'phoenix'))).toHaveLength(1));
  it('kubectl exec -it postgres-0 -- psql -U postgres -c "\\l" | grep phoenix', () => {
    expect(objects('StatefulSet', 'postgres')).toHaveLength(1);
    expect(Object.values(made.files).join()).toContain('phoenix');
  });
  it("kubectl get secret litellm-master-key -o jsonpath='{.data.LITELLM_MASTER_KEY}'", () => {
    const [secret] = made.model.secrets.filter(
      ({ name, namespace }) => name === 'litellm-master-key' && namespace === 'default',
    );
    expect(secret?.keys.map(({ name }) => name)).toEqual(['LITELLM_MASTER_KEY']);
  });
  it('traces go to Phoenix by the callback arize_phoenix', () => {
    expect(made.files['apps/litellm/litellm-config.yaml']).toContain('arize_phoenix');
  });
});
