import { Longhorn } from '../../constructs/longhorn';
import { Component, Cpu, Size, Workload } from '../../src';
import { CLUSTER, WEB } from '../invalid/props';
import { declare } from '../support/declare';

function longhorn(backupTarget?: string, nodes = 1) {
  const node = { architecture: 'amd64', cpu: Cpu.cores(4), memory: Size.gibibytes(16) } as const;
  const names = Array.from({ length: nodes }, (_, i) => `node-${i}`);
  return declare((stack) => {
    const cluster = stack.cluster('homelab', {
      ...CLUSTER,
      nodes: Object.fromEntries(names.map((name) => [name, node])),
    });
    const on = cluster.namespace('longhorn-system', { podSecurity: 'privileged' });
    const built = new Longhorn(stack, 'longhorn', { on, version: '1.12.1', ...(backupTarget && { backupTarget }) });
    const monitor = new Component(stack, 'monitor');
    const reader = new Workload(monitor, 'reader', { ...WEB, on: cluster.namespace('monitoring') });
    reader.connect(built.metrics, 'collects metrics');
  });
}

const jobs = ({ objects }: ReturnType<typeof longhorn>) => objects.filter(({ kind }) => kind === 'RecurringJob');

describe('Longhorn', () => {
  it('brings the Service behind longhorn.vectorweight.com and the default storage class', () => {
    const { graph } = longhorn();
    expect(graph.releases[0]).toMatchObject({ chart: 'longhorn', version: '1.12.1', namespace: 'longhorn-system' });
    expect(graph.releases[0]?.brings).toEqual(
      expect.arrayContaining([
        { apiVersion: 'v1', kind: 'Service', name: 'longhorn-frontend', labels: { app: 'longhorn-ui' } },
        expect.objectContaining({
          kind: 'StorageClass',
          name: 'longhorn',
          namespace: null,
          madeBy: 'longhorn-manager',
        }),
      ]),
    );
    expect(graph.endpoints.find(({ name }) => name === 'http')).toMatchObject({
      host: 'longhorn-frontend.longhorn-system.svc.cluster.local',
      port: 80,
    });
  });

  it.each([
    [1, 1],
    [2, 2],
    [5, 3],
  ])('on %i nodes keeps %i copies of a volume', (nodes, copies) => {
    const { graph, objects } = longhorn(undefined, nodes);
    expect(graph.releases[0]?.values).toMatchObject({
      persistence: { defaultClass: true, defaultClassReplicaCount: copies },
    });
    expect(objects.find(({ kind }) => kind === 'StorageClass')).toMatchObject({
      metadata: { name: 'longhorn-retain' },
      provisioner: 'driver.longhorn.io',
      reclaimPolicy: 'Retain',
      parameters: { numberOfReplicas: String(copies) },
    });
  });

  it('runs no hook that fails under GitOps', () => {
    expect(longhorn().graph.releases[0]?.values).toMatchObject({ preUpgradeChecker: { jobEnabled: false } });
  });

  it('takes snapshots of every volume every day, and backups as soon as it knows where to', () => {
    expect(jobs(longhorn())).toMatchObject([
      {
        apiVersion: 'longhorn.io/v1beta2',
        metadata: { name: 'daily-snapshot', namespace: 'longhorn-system' },
        spec: { task: 'snapshot', groups: ['default'] },
      },
    ]);
    const backups = longhorn('nfs://192.168.1.20:/backups');
    expect(jobs(backups).map(({ metadata }) => metadata.name)).toEqual(['daily-backup', 'daily-snapshot']);
    expect(backups.graph.releases[0]?.values.defaultBackupStore).toEqual({
      backupTarget: 'nfs://192.168.1.20:/backups',
    });
    expect(backups.graph.secrets).toEqual([]);
  });

  it('asks a person for the keys of an object store', () => {
    const { graph } = longhorn('s3://backups@eu-central-1/');
    expect(graph.releases[0]?.values.defaultBackupStore).toEqual({
      backupTarget: 's3://backups@eu-central-1/',
      backupTargetCredentialSecret: 'longhorn-backup',
    });
    expect(graph.secrets).toMatchObject([{ name: 'longhorn-backup', store: 'manual' }]);
  });

  it('lets at its metrics who connects to them, past the policy of the chart', () => {
    expect(longhorn().objects.find(({ kind }) => kind === 'NetworkPolicy')).toMatchObject({
      metadata: { namespace: 'longhorn-system', name: 'longhorn-manager-steading' }, // the chart has one called longhorn-manager
      spec: {
        podSelector: { matchLabels: { app: 'longhorn-manager' } },
        ingress: [
          {
            from: [
              {
                namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
                podSelector: { matchLabels: { app: 'reader' } },
              },
            ],
            ports: [{ port: 9500, protocol: 'TCP' }],
          },
        ],
      },
    });
  });
});
