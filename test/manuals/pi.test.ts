import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { ModelObject } from '../../src/backends/model';
import { build } from '../support/pi';

/** Commands and tables of HolmOS' operations runbook (document 001), aimed at what is made. */
let made: Awaited<ReturnType<typeof build>>;
beforeAll(async () => {
  made = await build();
});

type Target = Partial<Pick<ModelObject, 'kind' | 'name' | 'labels' | 'layer'>> & { readonly namespace?: string | null };

const hits = ({ labels = {}, ...target }: Target) =>
  made.model.objects.filter(
    (object) =>
      Object.entries(target).every(([field, value]) => object[field as keyof ModelObject] === value) &&
      Object.entries(labels).every(([name, value]) => object.labels[name] === value),
  );

const file = <T>(path: string): T => load(made.files[path] ?? '') as T;

const BUILT_HERE = [
  ...['backup-storage', 'cicd-controller', 'claude-pod', 'gateway', 'health-aggregator', 'holmos-shell'],
  ...['metrics-dashboard', 'nova', 'pulse', 'registry-ui', 'scribe', 'test-dashboard'],
];

describe("HolmOS' operations runbook", () => {
  it('Quick Reference: cluster, nodes, user, registry, namespace, PostgreSQL', () => {
    const [cluster] = made.graph.clusters;
    expect(cluster?.address).toBe('192.168.8.197');
    expect(Object.keys(cluster?.nodes ?? {})).toHaveLength(13);
    for (const { architecture } of Object.values(cluster?.nodes ?? {})) expect(architecture).toBe('arm64');
    expect(cluster?.nodes.openmediavault).toBeDefined();
    expect(hits({ kind: 'Namespace', name: 'holm' })).toHaveLength(1);
    const addresses = made.model.endpoints.map(({ address }) => address);
    expect(addresses).toContain('http://10.110.67.87:5000');
    expect(addresses).toContain('postgresql://postgres.holm.svc.cluster.local:5432');
  });

  it.each([
    ['holmos-shell', 30000],
    ['claude-pod', 30001],
    ['nova', 30004],
    ['pulse', 30006],
    ['gateway', 30008],
    ['cicd-controller', 30020],
    ['backup-storage', 30850],
    ['scribe', 30860],
    ['test-dashboard', 30900],
    ['metrics-dashboard', 30950],
    ['registry-ui', 31750],
  ])('%s answers at http://192.168.8.197:%i', (component, port) => {
    const address = `http://192.168.8.197:${port}`;
    expect(made.model.endpoints.filter((endpoint) => endpoint.address === address)).toMatchObject([
      { component, namespace: 'holm', exposure: 'nodePort' },
    ]);
  });

  it('curl http://health-aggregator.holm.svc.cluster.local/api/health/all, which asks all others', () => {
    const host = 'health-aggregator.holm.svc.cluster.local';
    expect(made.model.endpoints).toContainEqual(expect.objectContaining({ host, port: 80 }));
    const asked = made.model.connections.filter(({ from }) => from === 'pi/health-aggregator').map(({ to }) => to);
    const others = BUILT_HERE.filter((name) => name !== 'health-aggregator');
    expect(asked).toEqual(expect.arrayContaining(others.map((name) => `pi/${name}/http`)));
  });

  describe.each(BUILT_HERE)('%s', (name) => {
    it('kubectl apply -f services/<name>/deployment.yaml: a Deployment and a Service', () => {
      const path = `services/${name}/deployment.yaml`;
      expect(hits({ kind: 'Deployment', name, namespace: 'holm' })).toMatchObject([{ path, labels: { app: name } }]);
      expect(hits({ kind: 'Service', name, namespace: 'holm' })).toMatchObject([{ path }]);
    });

    it('kubectl apply -f services/<name>/kaniko-build.yaml, when somebody wants to build', () => {
      const target = { kind: 'Job', name: `kaniko-${name}`, namespace: 'holm' };
      expect(hits(target)).toMatchObject([{ path: `services/${name}/kaniko-build.yaml`, layer: 'onDemand' }]);
      expect(made.files[`services/${name}/kaniko-build.yaml`]).toContain(`name: ${name}-src`);
    });

    it('kubectl create configmap <name>-src --from-file=services/<name>/ finds a Dockerfile', () => {
      expect(made.files[`services/${name}/Dockerfile`]).toMatch(/^FROM node:18-alpine\n/);
    });
  });

  it.each<[string, Target]>([
    ['kubectl get pods -n holm', { kind: 'Deployment', namespace: 'holm' }],
    [
      'kubectl get pods -n holm -l app=postgres',
      { kind: 'StatefulSet', namespace: 'holm', labels: { app: 'postgres' } },
    ],
    ['kubectl top nodes', { kind: 'Deployment', name: 'metrics-server', namespace: 'kube-system' }],
    [
      'kubectl get pods -n longhorn-system',
      { kind: 'DaemonSet', name: 'longhorn-manager', namespace: 'longhorn-system' },
    ],
    ['kubectl get storageclass', { kind: 'StorageClass', name: 'longhorn' }],
    ['kubectl get pvc -n holm', { kind: 'PersistentVolumeClaim', namespace: 'holm' }],
    [
      'kubectl get volumes.longhorn.io -n longhorn-system',
      { kind: 'HelmChart', name: 'longhorn', namespace: 'kube-system' },
    ],
  ])('%s', (_, target) => {
    expect(hits(target).length).toBeGreaterThan(0);
  });

  it('-l app=postgres finds the pods of the server alone', () => {
    const makers = hits({ namespace: 'holm', labels: { app: 'postgres' } }).filter(({ kind }) => kind !== 'Service');
    expect(makers.map(({ kind }) => kind)).toEqual(['StatefulSet']);
  });

  it('pg_dump -U postgres backups: the database is there, and dumped every night, as is all', () => {
    const [{ path: sql } = { path: '' }] = hits({ kind: 'ConfigMap', name: 'postgres-databases-config' });
    expect(made.files[sql ?? '']).toContain('CREATE DATABASE "backups"');
    expect(made.files['platform/postgres-backup/cronjob-postgres-backup.yaml']).toContain('pg_dump backups >');
    expect(made.files['platform/postgres-backup/cronjob-postgres-backup-all.yaml']).toContain('pg_dumpall >');
    expect(hits({ kind: 'RecurringJob', name: 'daily-snapshot' })).toHaveLength(1);
  });

  it('curl -X DELETE http://10.110.67.87:5000/v2/…: a registry at that address that deletes, in the service network', () => {
    const text = made.files['services/registry/deployment.yaml'] ?? '';
    expect(text).toContain('name: REGISTRY_STORAGE_DELETE_ENABLED');
    expect(text).toContain('clusterIP: 10.110.67.87');
    expect(made.graph.clusters[0]?.serviceCidr).toBe('10.96.0.0/12');
    const claim = 'platform/registry/persistentvolumeclaim-registry-images.yaml';
    expect(made.files[claim]).toContain('storageClassName: longhorn-retain');
  });

  it('3.3 and 5.2: what is to be watched is an alert, with the section to read', () => {
    const { spec } = file<{ spec: { groups: { rules: { alert: string; expr: string; for: string }[] }[] } }>(
      'platform/prometheus/prometheusrule-runbook.yaml',
    );
    const rules = spec.groups.flatMap(({ rules }) => rules);
    const bound = (name: string) => rules.find(({ alert }) => alert === name);
    expect(bound('ServiceRestarting')?.expr).toMatch(/\[5m\]\) > 3$/);
    expect(bound('ServiceUnhealthy')?.for).toBe('2m');
    expect(bound('ServiceErrors')?.expr).toMatch(/> 0\.05$/);
    expect(bound('NodeCpuHigh')?.expr).toMatch(/> 0\.8$/);
    expect(bound('NodeMemoryHigh')?.expr).toMatch(/> 0\.85$/);
    expect(bound('PodRestarts')?.expr).toMatch(/\[1h\]\) > 3$/);
    expect(bound('ServiceSlow')?.expr).toMatch(/^histogram_quantile\(0\.99, .*> 0\.5$/);
    expect(bound('ServiceErrorsAboveTarget')?.expr).toMatch(/> 0\.01$/);
    expect(rules.map(({ alert }) => alert)).toEqual(
      expect.arrayContaining(['VolumeFull', 'LonghornVolumeDegraded', 'LonghornSlow']),
    );
  });

  it('gh workflow run deploy.yml -f service=<name>, on a runner in the same network', () => {
    const { on, jobs } = file<{
      on: { workflow_dispatch: { inputs: { service: { options: string[] } } } };
      jobs: { deploy: { 'runs-on': string[] } };
    }>('.github/workflows/deploy.yml');
    expect(on.workflow_dispatch.inputs.service.options).toEqual(BUILT_HERE);
    expect(jobs.deploy['runs-on']).toContain('self-hosted');
  });

  it('is delivered without an error, and without an object that is made again and again', () => {
    expect(made.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect([...new Set(made.findings.map(({ code }) => code))]).toEqual(['image/abandoned']);
    expect(hits({ layer: 'onDemand' }).every(({ kind }) => kind === 'Job')).toBe(true);
  });
});

describe('its Makefile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'steading-make-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const make = (...args: string[]) => {
    writeFileSync(join(folder, 'Makefile'), made.files.Makefile ?? '');
    const { status, stdout, stderr } = spawnSync('make', args, { cwd: folder, encoding: 'utf8' });
    return { status, stdout, stderr };
  };

  it.each([
    [
      'build S=nova',
      'docker buildx build --platform linux/arm64 -t 10.110.67.87:5000/nova:latest --push services/nova/',
    ],
    ['restart S=nova', 'kubectl rollout restart deployment/nova -n holm'],
    ['health', 'http://192.168.8.197:'],
    ['status', 'kubectl get deployments,pods -n holm'],
    ['logs S=nova', 'kubectl logs -n holm -l app=nova'],
  ])('make %s', (command, does) => {
    const { status, stdout } = make('-n', ...command.split(' '));
    expect([status, stdout]).toEqual([0, expect.stringContaining(does)]);
  });

  it.each(['build', 'restart', 'logs'])('make %s asks which service', (target) => {
    expect(make(target)).toMatchObject({ status: 2, stderr: expect.stringContaining('which service? S=<service>') });
  });

  it('make help names what there is', () => {
    expect(
      make('help')
        .stdout.split('\n')
        .map((line) => line.split('\t')[0]),
    ).toEqual(expect.arrayContaining(['build', 'restart', 'health', 'status', 'logs']));
  });

  it('make health is sound shell', () => {
    const { stdout } = make('-n', 'health');
    expect(spawnSync('sh', ['-n'], { input: stdout, encoding: 'utf8' }).stderr).toBe('');
  });
});
