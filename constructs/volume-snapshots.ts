import { ApiObject } from 'cdk8s';
import { Component, type Namespace, type Stack } from '../src';

export interface VolumeSnapshotsProps {
  readonly on: Namespace;
  /** VolumeSnapshotClass of the driver that the volumes are of. */
  readonly snapshotClass: string;
  /** Names of the claims. */
  readonly claims: readonly string[];
  /** The file that a person applies when there is something to be kept, as before an upgrade. */
  readonly file: string;
}

/**
 * Snapshots of volumes, one a claim, taken when somebody applies their file: the storage driver makes them, each by itself. What several volumes hold together
 * (a topic's copies, an erasure set) is as it was at slightly different times, as after a loss of power. They are taken once: delete them to take them anew.
 */
export class VolumeSnapshots extends Component {
  constructor(stack: Stack, id: string, { on, snapshotClass, claims, file }: VolumeSnapshotsProps) {
    super(stack, id);
    for (const claim of claims) {
      new ApiObject(this, claim, {
        apiVersion: 'snapshot.storage.k8s.io/v1',
        kind: 'VolumeSnapshot',
        metadata: { name: claim, namespace: on.name },
        spec: { volumeSnapshotClassName: snapshotClass, source: { persistentVolumeClaimName: claim } },
      });
    }
    this.file(
      file,
      claims.map((claim) => `VolumeSnapshot/${claim}`),
      { layer: 'onDemand' },
    );
  }
}
