import { ApiObject } from 'cdk8s';
import type { IStorageClass } from 'kubernetes-models/storage.k8s.io/v1/StorageClass';
import {
  Component,
  type Endpoint,
  HelmRelease,
  manual,
  type Namespace,
  type Provides,
  Secret,
  type Stack,
} from '../src';

export interface LonghornProps {
  /** A namespace that admits privileged pods. */
  readonly on: Namespace;
  /** Version of the chart, which is that of Longhorn. No default: it cannot be taken back. */
  readonly version: string;
  /** Where backups go: `nfs://192.168.1.20:/backups`, or `s3://bucket@region/`. @default - nowhere: there are snapshots, but no backups */
  readonly backupTarget?: string;
}

/**
 * Longhorn: volumes with snapshots and backups, on the disks of the nodes.
 *
 * Each node needs open-iscsi with a running iscsid, an NFSv4 client (for backups on NFS and volumes of many writers), ext4 or XFS below /var/lib/longhorn,
 * and a multipathd, if any, that leaves its devices alone. The manager runs privileged as root (the chart's DaemonSet), for it attaches block devices and
 * mounts them for the kubelet.
 */
export class Longhorn extends Component implements Provides<'http'> {
  /** The pages, which ask nobody for a password. */
  readonly http: Endpoint<'http'>;
  /** What each volume holds and how it fares, for Prometheus. */
  readonly metrics: Endpoint<'http'>;
  /** The cluster's default class: a volume goes with its claim. */
  readonly storageClass = 'longhorn';
  /** For what must not be lost: a volume stays when its claim goes. */
  readonly retaining = 'longhorn-retain';

  constructor(
    stack: Stack,
    id: string,
    private readonly props: LonghornProps,
  ) {
    super(stack, id);
    const { on, version, backupTarget } = props;
    const copies = Math.min(3, Object.keys(on.cluster.props.nodes).length);
    const release = new HelmRelease(this, id, {
      namespace: on,
      chart: 'longhorn',
      version,
      repository: 'https://charts.longhorn.io',
      values: { ...values(copies), ...(backupTarget && { defaultBackupStore: this.backupStore(backupTarget) }) },
      brings: [
        { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'longhorn-manager', labels: MANAGER },
        { apiVersion: 'apps/v1', kind: 'Deployment', name: 'longhorn-ui', labels: UI },
        { apiVersion: 'v1', kind: 'Service', name: 'longhorn-backend', labels: MANAGER },
        { apiVersion: 'v1', kind: 'Service', name: 'longhorn-frontend', labels: UI },
        {
          apiVersion: 'storage.k8s.io/v1',
          kind: 'StorageClass',
          name: this.storageClass,
          namespace: null,
          madeBy: 'longhorn-manager',
        },
      ],
      defines: KINDS.map((kind) => `longhorn.io/${kind}`),
      guards: [MANAGER], // its API asks nobody for a password
      keep: true,
    });
    const frontend = { service: 'longhorn-frontend', port: 80, targetPort: 8000, pods: UI };
    const backend = { service: 'longhorn-backend', port: 9500, pods: MANAGER };
    this.http = release.listen({ protocol: 'http', ...frontend });
    this.metrics = release.listen({ protocol: 'http', name: 'metrics', ...backend });
    new ApiObject(this, 'retaining', { ...retainingClass(this.retaining, copies) });
    this.daily('snapshot', '0 1 * * *', 7);
    if (backupTarget) this.daily('backup', '0 3 * * *', 14);
    this.acknowledge('chart/cluster-admin', {
      why: 'a support bundle collects from the whole cluster; only a person starts one, and no value of the chart takes the role away',
      until: '2027-12-31',
    });
  }

  /** Every day, for every volume that has no schedule of its own; the newest `retain` are kept. */
  private daily(task: 'snapshot' | 'backup', cron: string, retain: number): void {
    new ApiObject(this, `daily-${task}`, {
      apiVersion: 'longhorn.io/v1beta2',
      kind: 'RecurringJob',
      metadata: { name: `daily-${task}`, namespace: this.props.on.name },
      spec: { task, cron, retain, concurrency: 2, groups: ['default'] },
    });
  }

  private backupStore(backupTarget: string) {
    if (!backupTarget.startsWith('s3://')) return { backupTarget };
    const keys = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_ENDPOINTS'];
    const contract = new Secret(this, 'longhorn-backup', {
      namespace: this.props.on,
      keys: Object.fromEntries(keys.map((key) => [key, manual(`${key} of ${backupTarget}`)])),
    });
    return { backupTarget, backupTargetCredentialSecret: contract.name };
  }
}

const MANAGER = { app: 'longhorn-manager' };
const UI = { app: 'longhorn-ui' };
const VOLUME = { dataEngine: 'v1', dataLocality: 'disabled', fsType: 'ext4', staleReplicaTimeout: '30' };

/** What a person or a stack may write; the rest of longhorn.io is between its own controllers. */
const KINDS = ['BackingImage', 'Backup', 'BackupTarget', 'RecurringJob', 'Setting', 'Snapshot', 'SystemBackup'];

function values(copies: number) {
  const sidecars = ['attacher', 'provisioner', 'resizer', 'snapshotter'];
  return {
    // A hook that Helm runs before an upgrade: the chart wants it off under GitOps.
    preUpgradeChecker: { jobEnabled: false },
    persistence: { defaultClass: true, defaultClassReplicaCount: copies, reclaimPolicy: 'Delete' },
    csi: Object.fromEntries(sidecars.map((sidecar) => [`${sidecar}ReplicaCount`, copies])),
    defaultSettings: { defaultReplicaCount: copies, upgradeChecker: false, allowCollectingLonghornUsageMetrics: false },
    longhornUI: { replicas: 1 },
    longhornManager: { resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '1Gi' } } },
  };
}

/** As the chart makes `longhorn`, except for what becomes of the volume. */
function retainingClass(name: string, copies: number): IStorageClass {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name },
    provisioner: 'driver.longhorn.io',
    allowVolumeExpansion: true,
    reclaimPolicy: 'Retain',
    volumeBindingMode: 'Immediate',
    parameters: { ...VOLUME, numberOfReplicas: String(copies) },
  };
}
