import { Component, HelmRelease, type Namespace, type Squash, type Stack, StorageClass } from '../src';

export interface SynologyNfsProps {
  /** Where the driver runs: kube-system, as its documentation has it. */
  readonly on: Namespace;
  /** Version of the chart, which is that of the driver. */
  readonly version: string;
  /** Address of the file server. */
  readonly server: string;
  /** Path of the shared folder on it, such as `/volume1/kubernetes`. */
  readonly share: string;
  /** Whom the export makes all files belong to. No default: it is what its NFS rule says (Squash: map all users). */
  readonly squash: Squash;
  /** Options of mount(8). @default ['nfsvers=4.1'] */
  readonly mountOptions?: readonly string[];
}

/** Volumes as folders of a share that a Synology exports by NFS, made by the driver `nfs.csi.k8s.io`. */
export class SynologyNfs extends Component {
  /** Keeps the folder of a claim that is gone. */
  readonly retaining = 'synology-nfs';
  /** Removes it. */
  readonly ephemeral = 'synology-nfs-ephemeral';
  /** Whom programs run as that refuse files of others. */
  readonly squash: Squash;

  constructor(stack: Stack, id: string, props: SynologyNfsProps) {
    super(stack, id);
    const { on, version, server, share, squash, mountOptions = ['nfsvers=4.1'] } = props;
    this.squash = squash;
    new HelmRelease(this, 'csi-driver-nfs', {
      namespace: on,
      chart: 'csi-driver-nfs',
      version,
      repository: 'https://raw.githubusercontent.com/kubernetes-csi/csi-driver-nfs/master/charts',
      // Files have one owner whatever the kubelet would set: without this it walks a volume at each start of a pod.
      values: { feature: { enableFSGroupPolicy: false } },
      brings: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'csi-nfs-controller',
          labels: { app: 'csi-nfs-controller' },
        },
        { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'csi-nfs-node', labels: { app: 'csi-nfs-node' } },
        { apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', name: PROVISIONER, namespace: null },
      ],
      keep: true,
    });
    const common = { provisioner: PROVISIONER, parameters: { server, share }, mountOptions, squash };
    new StorageClass(this, this.retaining, { ...common, reclaimPolicy: 'Retain' });
    new StorageClass(this, this.ephemeral, { ...common, reclaimPolicy: 'Delete' });
    for (const name of [this.retaining, this.ephemeral])
      this.varies(`StorageClass/${name}`, ['parameters.server', 'parameters.share']);
  }
}

const PROVISIONER = 'nfs.csi.k8s.io';
