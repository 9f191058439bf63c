import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { load, loadAll } from 'js-yaml';
import type { ModelObject } from '../../src/backends/model';
import type { Manifest } from '../../src/kubernetes/manifest';
import { build, MLOPS } from '../support/mlops';
import { temporary } from '../support/project';

/** Commands of the MLOps platform's operations guide (document 004), aimed at what is made. */
let made: Awaited<ReturnType<typeof build>>;
let tree: string;
beforeAll(async () => {
  made = await build();
  tree = written(made.artifacts, made.files);
});

type Target = Partial<Pick<ModelObject, 'kind' | 'name' | 'labels' | 'layer'>> & { readonly namespace?: string | null };

const hits = ({ labels = {}, ...target }: Target, objects = made.model.objects) =>
  objects.filter(
    (object) =>
      Object.entries(target).every(([field, value]) => object[field as keyof ModelObject] === value) &&
      Object.entries(labels).every(([name, value]) => object.labels[name] === value),
  );

/** Puts a tree on disk, as `steading synth` does. */
function written(artifacts: typeof made.artifacts, files: typeof made.files): string {
  const folder = temporary();
  for (const { path, mode } of artifacts) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), files[path] ?? '');
    chmodSync(join(folder, path), mode);
  }
  return folder;
}

const sh = (command: string) => spawnSync('sh', ['-c', command], { cwd: tree, encoding: 'utf8' }).stdout;
const objectsIn = (text: string) => loadAll(text) as (Manifest & { readonly spec: Record<string, unknown> })[];
const KAFKA = 'infrastructure/manifests/kafka/kafka-cluster.yaml';

describe('Daily Operations', () => {
  it.each(['platform-operators', 'data-plane', 'orchestration', 'ml-lifecycle', 'processing-jobs', 'flux-system'])(
    'kubectl get namespaces | grep %s',
    (name) => expect(hits({ kind: 'Namespace', name })).toHaveLength(1),
  );

  it.each<[string, Target]>([
    ['kubectl get kustomization -n flux-system', { kind: 'Kustomization', namespace: 'flux-system' }],
    ['kubectl get gitrepository -n flux-system', { kind: 'GitRepository', namespace: 'flux-system' }],
    ['kubectl get pods -n platform-operators', { kind: 'Deployment', namespace: 'platform-operators' }],
    ['kubectl get pods -n data-plane', { kind: 'Pod', namespace: 'data-plane' }],
    ['kubectl get pods -n flux-system', { kind: 'Deployment', namespace: 'flux-system' }],
    ['kubectl top nodes', { kind: 'Deployment', name: 'metrics-server' }],
  ])('%s', (_, target) => expect(hits(target).length).toBeGreaterThan(0));

  it('orchestration and ml-lifecycle carry quotas, limits and policies', () => {
    for (const namespace of ['orchestration', 'ml-lifecycle'])
      for (const kind of ['ResourceQuota', 'LimitRange', 'NetworkPolicy'])
        expect([namespace, kind, hits({ kind, namespace }).length > 0]).toEqual([namespace, kind, true]);
  });
});

describe('Common Operations', () => {
  it('gitops/components/redis-operator.yaml and redis-repo.yaml, named in kustomization.yaml', () => {
    const [release] = objectsIn(made.files['gitops/components/redis-operator.yaml'] ?? '');
    expect(release).toMatchObject({
      kind: 'HelmRelease',
      metadata: { name: 'redis-operator', namespace: 'platform-operators' },
      spec: {
        interval: '5m',
        chart: { spec: { sourceRef: { kind: 'HelmRepository', name: 'redis-repo', namespace: 'flux-system' } } },
        values: {
          replicas: 1,
          resources: { limits: { cpu: '500m', memory: '512Mi' }, requests: { cpu: '100m', memory: '128Mi' } },
        },
      },
    });
    const [repository] = objectsIn(made.files['gitops/components/redis-repo.yaml'] ?? '');
    expect(repository).toMatchObject({
      kind: 'HelmRepository',
      metadata: { name: 'redis-repo', namespace: 'flux-system' },
      spec: { interval: '5m' },
    });
    const { resources } = load(made.files['gitops/components/kustomization.yaml'] ?? '') as { resources: string[] };
    expect(resources).toEqual(expect.arrayContaining(['redis-operator.yaml', 'redis-repo.yaml']));
  });

  it.each<[string, Target]>([
    [
      'kubectl get deployment strimzi-cluster-operator -n platform-operators',
      { kind: 'Deployment', name: 'strimzi-cluster-operator', namespace: 'platform-operators' },
    ],
    [
      'kubectl describe kafka mlops-kafka-cluster -n data-plane',
      { kind: 'Kafka', name: 'mlops-kafka-cluster', namespace: 'data-plane' },
    ],
    [
      'kubectl get helmrelease strimzi-kafka-operator -n platform-operators',
      { kind: 'HelmRelease', name: 'strimzi-kafka-operator', namespace: 'platform-operators' },
    ],
    [
      'kubectl get pods -n data-plane -l strimzi.io/name=mlops-kafka-cluster-kafka',
      { kind: 'Pod', namespace: 'data-plane', labels: { 'strimzi.io/name': 'mlops-kafka-cluster-kafka' } },
    ],
    [
      'kubectl edit tenant minio-tenant -n data-plane',
      { kind: 'Tenant', name: 'minio-tenant', namespace: 'data-plane' },
    ],
    [
      'kubectl get pods -n data-plane -l v1.min.io/tenant=minio-tenant',
      { kind: 'Pod', namespace: 'data-plane', labels: { 'v1.min.io/tenant': 'minio-tenant' } },
    ],
  ])('%s', (_, target) => expect(hits(target).length).toBeGreaterThan(0));

  it(`kubectl apply -f ${KAFKA}: all that a cluster needs`, () => {
    const kinds = objectsIn(made.files[KAFKA] ?? '').map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    const controllers = [0, 1, 2].map((i) => `KafkaNodePool/controller-${i}`);
    expect(kinds).toEqual([
      ...['Kafka/mlops-kafka-cluster', 'KafkaNodePool/kafka', ...controllers],
      'ConfigMap/mlops-kafka-cluster-metrics',
    ]);
  });

  it('sed \'s/version: "0.43.0"/version: "0.44.0"/\' gitops/components/strimzi-operator.yaml: the same as one value', async () => {
    const file = 'gitops/components/strimzi-operator.yaml';
    expect(sh(`grep -r "version:" ${file}`)).toContain('version: "0.43.0"');
    const { files, findings } = await build(MLOPS.replace('strimzi: 0.43.0', 'strimzi: 0.44.0'));
    expect(sh(`sed 's/version: "0.43.0"/version: "0.44.0"/' ${file}`)).toBe(files[file]);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it("sed 's/version: 3.7.0/version: 3.8.0/': the same as one value", async () => {
    const { files, findings } = await build(MLOPS.replace('version: 3.7.0', 'version: 3.8.0'));
    expect(files[KAFKA]).not.toBe(made.files[KAFKA]);
    expect(sh(`sed 's/version: 3.7.0/version: 3.8.0/' ${KAFKA}`)).toBe(files[KAFKA]);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it("sed 's/replicas: 3/replicas: 5/': five brokers, the same as one value, and as many controllers as before", async () => {
    const { files } = await build(MLOPS.replace('brokers: 3', 'brokers: 5'));
    const scaled = sh(`sed 's/replicas: 3/replicas: 5/' ${KAFKA}`);
    expect(scaled).toBe(files[KAFKA]);
    const replicas = objectsIn(scaled)
      .filter(({ kind }) => kind === 'KafkaNodePool')
      .map(({ spec }) => [spec.roles, spec.replicas]);
    expect(replicas).toEqual([[['broker'], 5], ...[0, 1, 2].map(() => [['controller'], 1])]);
  });

  it('kubectl edit, or apply by hand: Flux leaves it as it is', () => {
    for (const { metadata } of objectsIn(made.files[KAFKA] ?? ''))
      expect(metadata.annotations).toMatchObject({ 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' });
  });

  it('no newer Strimzi before a newer Kafka', async () => {
    const { findings } = await build(MLOPS.replace('strimzi: 0.43.0', 'strimzi: 0.45.0'));
    expect(findings.map(({ code }) => code)).toContain('kafka/unsupported-version');
  });
});

describe('Troubleshooting Playbook', () => {
  it.each<[string, Target]>([
    [
      'kubectl describe gitrepository mlops-infrastructure -n flux-system',
      { kind: 'GitRepository', name: 'mlops-infrastructure', namespace: 'flux-system' },
    ],
    [
      'kubectl rollout restart deployment source-controller -n flux-system',
      { kind: 'Deployment', name: 'source-controller', namespace: 'flux-system' },
    ],
    [
      'kubectl describe kustomization mlops-platform-base -n flux-system',
      { kind: 'Kustomization', name: 'mlops-platform-base', namespace: 'flux-system' },
    ],
    [
      'kubectl logs -n flux-system -l app=kustomize-controller',
      { kind: 'Deployment', namespace: 'flux-system', labels: { app: 'kustomize-controller' } },
    ],
    [
      'kubectl logs -n flux-system -l app=source-controller',
      { kind: 'Deployment', namespace: 'flux-system', labels: { app: 'source-controller' } },
    ],
    [
      'kubectl logs -n platform-operators -l name=strimzi-cluster-operator',
      { kind: 'Deployment', namespace: 'platform-operators', labels: { name: 'strimzi-cluster-operator' } },
    ],
    [
      'kubectl rollout restart deployment strimzi-cluster-operator -n platform-operators',
      { kind: 'Deployment', name: 'strimzi-cluster-operator' },
    ],
    [
      'kubectl describe clusterrolebinding strimzi-cluster-operator',
      { kind: 'ClusterRoleBinding', name: 'strimzi-cluster-operator', namespace: null },
    ],
    ['kubectl describe pvc -n data-plane', { kind: 'PersistentVolumeClaim', namespace: 'data-plane' }],
    ['kubectl get networkpolicy -A', { kind: 'NetworkPolicy' }],
    [
      'kubectl exec -n data-plane mlops-kafka-cluster-kafka-0',
      { kind: 'Pod', name: 'mlops-kafka-cluster-kafka-0', namespace: 'data-plane' },
    ],
    ['kubectl describe tenant minio-tenant -n data-plane', { kind: 'Tenant', name: 'minio-tenant' }],
    [
      'kubectl port-forward -n data-plane svc/minio-tenant-hl 9000:9000',
      { kind: 'Service', name: 'minio-tenant-hl', namespace: 'data-plane' },
    ],
    [
      'kubectl get secret minio-root-user-secret -n data-plane -o yaml',
      { kind: 'Secret', name: 'minio-root-user-secret', namespace: 'data-plane' },
    ],
    ['kubectl describe ingress -n data-plane', { kind: 'Ingress', namespace: 'data-plane' }],
    [
      'kubectl exec -n data-plane minio-tenant-ss-0-0 -- mc admin heal minio',
      { kind: 'Pod', name: 'minio-tenant-ss-0-0', namespace: 'data-plane' },
    ],
  ])('%s', (_, target) => expect(hits(target)).not.toEqual([]));

  it.each(['kafka', 'minio', 'spark'])('kubectl get crd | grep %s', (word) => {
    const kinds = hits({ kind: 'CustomResourceDefinition' }).filter(({ name }) => name.includes(word));
    expect(kinds.length).toBeGreaterThan(0);
  });

  it('kubectl get storageclass: those that claims ask for', () => {
    expect(made.graph.clusters[0]?.storageClasses).toEqual(['standard']);
  });

  it('curl -I https://github.com/YourUser/MLOpsInfrastructure: what Flux reads', () => {
    const [source] = objectsIn(made.files['gitops/base/mlops-infrastructure.yaml'] ?? '');
    expect(source?.spec.url).toBe('https://github.com/YourUser/MLOpsInfrastructure');
  });

  it('kustomize build gitops/base/ and yamllint gitops/base/*.yaml find files', () => {
    expect(Object.keys(made.files).filter((path) => /^gitops\/base\/[^/]+\.yaml$/.test(path))).toContain(
      'gitops/base/kustomization.yaml',
    );
  });

  it('--bootstrap-server localhost:9092 and curl http://localhost:9000 are spoken without TLS', () => {
    const addresses = made.model.endpoints.map(({ address }) => address);
    expect(addresses).toContain('kafka://mlops-kafka-cluster-kafka-bootstrap.data-plane.svc.cluster.local:9092');
    expect(addresses).toContain('http://minio-tenant-hl.data-plane.svc.cluster.local:9000');
  });
});

describe('Monitoring & Alerting', () => {
  const FOLDER = 'gitops/components/observability';

  it(`kubectl apply -f ${FOLDER}/: nothing there that kubectl would not know yet`, () => {
    const there = Object.entries(made.files).filter(([path]) => dirname(path) === FOLDER);
    const kinds = there.flatMap(([, text]) => objectsIn(text).map(({ kind }) => kind));
    expect([...new Set(kinds)].sort()).toEqual(['ConfigMap', 'HelmRelease', 'HelmRepository', 'Secret']);
  });

  it.each(['prometheus', 'grafana'])('kubectl wait --for=condition=ready pod -l app=%s -n observability', (app) => {
    const makers = hits({ namespace: 'observability', labels: { app } }).filter(({ kind }) => kind !== 'Service');
    expect(makers).toHaveLength(1);
  });

  it('kubectl port-forward -n observability svc/grafana 3000:3000, with no password that everybody knows', () => {
    expect(hits({ kind: 'Service', name: 'grafana', namespace: 'observability' })).toHaveLength(1);
    expect(made.model.endpoints).toContainEqual(
      expect.objectContaining({ component: 'grafana', host: 'grafana.observability.svc.cluster.local', port: 3000 }),
    );
    expect(made.model.secrets).toContainEqual(
      expect.objectContaining({
        namespace: 'observability',
        name: 'grafana',
        keys: expect.arrayContaining([{ name: 'admin-password', source: 'generated' }]),
      }),
    );
  });

  const release = (name: string) => made.model.releases.find((one) => one.name === name)?.values ?? {};

  it.each(['flux_source_conditions', 'flux_kustomization_conditions', 'flux_helmrelease_conditions'])(
    '%s{type="Ready"} is made by kube-state-metrics',
    (metric) => {
      const { customResourceState } = release('prometheus')['kube-state-metrics'] as {
        customResourceState: {
          config: { spec: { resources: { metricNamePrefix: string; metrics: { name: string }[] }[] } };
        };
      };
      const { resources } = customResourceState.config.spec;
      const names = resources.flatMap(({ metricNamePrefix, metrics }) =>
        metrics.map(({ name }) => `${metricNamePrefix}_${name}`),
      );
      expect(names).toContain(metric);
    },
  );

  it.each(['strimzi-operator', 'minio-operator', 'spark-operator', 'kafka-exporter'])('up{job="%s"}', (job) => {
    const text = Object.entries(made.files).flatMap(([path, text]) => (path.startsWith('monitoring/') ? [text] : []));
    const said = text.some((one) => one.includes(`replacement: ${job}\n`) || one.includes(`job: ${job}\n`));
    expect(said).toBe(true);
  });

  it('monitoring/alerts/mlops-platform-alerts.yaml: the three alerts, word for word except for what MinIO is asked', () => {
    const [rule] = objectsIn(made.files['monitoring/alerts/mlops-platform-alerts.yaml'] ?? '');
    expect(rule).toMatchObject({
      kind: 'PrometheusRule',
      metadata: { name: 'mlops-platform-alerts', namespace: 'observability' },
    });
    const [group] = (rule?.spec.groups ?? []) as { name: string; rules: Record<string, unknown>[] }[];
    expect(group?.name).toBe('mlops.platform');
    expect(group?.rules).toMatchObject([
      {
        alert: 'GitOpsSourceNotReady',
        expr: 'flux_source_conditions{type="Ready"} == 0',
        for: '5m',
        labels: { severity: 'warning' },
        annotations: { summary: 'GitOps source {{ $labels.name }} is not ready' },
      },
      {
        alert: 'KafkaClusterDown',
        expr: 'up{job="kafka-exporter"} == 0',
        for: '2m',
        labels: { severity: 'critical' },
        annotations: { summary: 'Kafka cluster is down' },
      },
      {
        alert: 'MinIOHighDiskUsage',
        expr: expect.stringMatching(/usable_free_bytes \/ .*usable_total_bytes\) < 0\.1$/),
        for: '5m',
        labels: { severity: 'warning' },
        annotations: { summary: 'MinIO disk usage above 90%' },
      },
    ]);
  });
});

describe('Security, maintenance, emergencies', () => {
  it('kubectl auth can-i --list --as=system:serviceaccount:processing-jobs:spark-job-runner: a role of that namespace, and no other', () => {
    expect(hits({ kind: 'ServiceAccount', name: 'spark-job-runner', namespace: 'processing-jobs' })).toHaveLength(1);
    const bound = made.artifacts.flatMap(({ content }) =>
      typeof content === 'string'
        ? []
        : content.filter(({ manifest }) => JSON.stringify(manifest.subjects ?? []).includes('spark-job-runner')),
    );
    expect(bound.map(({ manifest: { kind, metadata } }) => [kind, metadata.namespace])).toEqual([
      ['RoleBinding', 'processing-jobs'],
    ]);
  });

  it('kubectl get clusterrolebinding … cluster-admin: nobody of ours', () => {
    expect(Object.values(made.files).join('\n')).not.toContain('name: cluster-admin');
    expect(hits({ kind: 'ClusterRoleBinding', name: 'cluster-admin' })).toMatchObject([{ from: 'cluster' }]);
  });

  it('grep -r "password\\|secret\\|key" gitops/: names of keys, never a value', () => {
    const lines = sh('grep -rih "password\\|secret" gitops/ --exclude-dir=.git').split('\n').filter(Boolean);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => /password:\s*\S/i.test(line) && !/passwordKey/.test(line))).toEqual([]);
    for (const secret of hits({ kind: 'Secret' }))
      expect(made.files[secret.path ?? ''] ?? '').not.toMatch(/^ {0,2}(stringData|data):\n {2}\S*(password|config)/im);
  });

  it('kubectl get volumesnapshot -A: one of every volume that keeps data, when somebody takes them', () => {
    const snapshots = hits({ kind: 'VolumeSnapshot', namespace: 'data-plane' });
    expect(snapshots.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['data-0-mlops-kafka-cluster-kafka-0', 'data0-minio-tenant-ss-0-3']),
    );
    expect(new Set(snapshots.map(({ layer }) => layer))).toEqual(new Set(['onDemand']));
    const claims = hits({ kind: 'PersistentVolumeClaim' }).map(({ name }) => name);
    expect(snapshots.map(({ name }) => name).filter((name) => !claims.includes(name))).toEqual([]);
  });

  it.each(['health-check', 'resource-monitor', 'bootstrap-gitops-latest'])('./scripts/%s.sh', (name) => {
    const script = made.artifacts.find(({ path }) => path === `scripts/${name}.sh`);
    expect(script?.mode).toBe(0o755);
    expect(spawnSync('bash', ['-n', join(tree, `scripts/${name}.sh`)], { encoding: 'utf8' }).stderr).toBe('');
  });

  it('kubectl delete namespace flux-system takes nothing along that Flux delivered', () => {
    const told = Object.entries(made.files).filter(([path]) => /^gitops\/base\/mlops-platform-/.test(path));
    expect(told.length).toBeGreaterThan(1);
    for (const [, text] of told) expect(objectsIn(text)[0]?.spec).toMatchObject({ deletionPolicy: 'Orphan' });
  });

  it('kubectl patch gitrepository … suspend: true stays so, though Flux delivers it', () => {
    expect(made.files['gitops/base/mlops-infrastructure.yaml']).toContain('kustomize.toolkit.fluxcd.io/ssa: Merge');
  });

  it('is delivered without an error', () => {
    expect(made.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(made.findings.map(({ code }) => code)).toEqual(['image/abandoned']);
  });
});

it.each(['minio-operator', 'redis-operator', 'spark-operator', 'strimzi-operator'])(
  'the release in gitops/components/%s.yaml has the labels of the guide',
  (file) => {
    const [release] = objectsIn(made.files[`gitops/components/${file}.yaml`] ?? '');
    expect(release?.metadata.labels).toMatchObject({
      'app.kubernetes.io/name': release?.metadata.name,
      'app.kubernetes.io/component': 'operators',
    });
  },
);
