import {
  Component,
  Cpu,
  Duration,
  type Endpoint,
  Image,
  type Namespace,
  type Provides,
  type Resources,
  Size,
  type Stack,
  type User,
  Workload,
} from '../src';

export interface EtcdProps {
  readonly on: Namespace;
  /** Tag of Kubernetes' image of it. No default: a newer minor version rewrites its files. */
  readonly version: string;
  /** Room for keys, their log and snapshots. No default: a claim can grow but not shrink. */
  readonly size: Size;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
  /** Who it runs as. @default - uid and gid 65532 */
  readonly user?: User;
  /** How long old revisions of keys can be asked for. @default - one hour */
  readonly history?: Duration;
  /** @default - 100m, 256Mi, at most 512Mi */
  readonly resources?: Resources;
}

/**
 * etcd: one member, for values that several programs have to agree on. Asks nobody for a password.
 *
 * The image names no user, so that it would run as root; it holds static programs that need none (65532 is `nonroot` in Distroless images).
 */
export class Etcd extends Component implements Provides<'etcd'> {
  readonly etcd: Endpoint<'etcd'>;

  constructor(
    stack: Stack,
    id: string,
    { on, version, size, storageClass, user = NONROOT, history = Duration.hours(1), resources }: EtcdProps,
  ) {
    super(stack, id);
    const server = new Workload(this, id, {
      on,
      kind: 'StatefulSet',
      image: Image.of('registry.k8s.io/etcd', { tag: version, platforms: ['amd64', 'arm64'] }),
      user,
      command: ['etcd'],
      args: [
        `--name=${id}`,
        `--data-dir=${DATA}/${id}`,
        '--listen-client-urls=http://0.0.0.0:2379',
        `--advertise-client-urls=http://${id}.${on.name}.svc.cluster.local:2379`,
        `--listen-peer-urls=${PEER}`,
        `--initial-advertise-peer-urls=${PEER}`,
        `--initial-cluster=${id}=${PEER}`,
        '--auto-compaction-mode=periodic',
        `--auto-compaction-retention=${history.toMinutes()}m`,
        `--quota-backend-bytes=${quota(size)}`,
      ],
      resources: resources ?? { cpu: Cpu.millis(100), memory: Size.mebibytes(256), memoryLimit: Size.mebibytes(512) },
    });
    this.etcd = server.listen('etcd', { port: 2379 });
    server.volume('data', { path: DATA, size, owned: true, ...(storageClass && { storageClass }) });
    server.healthy({ path: '/readyz', live: '/livez', startup: Duration.minutes(5) });
  }
}

const NONROOT = { uid: 65532, gid: 65532 };

/** A member of its own makes its data's folder below it, for itself alone. */
const DATA = '/var/lib/etcd';
const PEER = 'http://127.0.0.1:2380';

/** Defragmenting writes all keys a second time: half of the room is theirs. */
const quota = (size: Size) => Math.floor(size.toKibibytes() * 1024 * 0.5);
