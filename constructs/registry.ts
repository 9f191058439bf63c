import {
  Component,
  Cpu,
  type Endpoint,
  Image,
  type Namespace,
  type Provides,
  type Resources,
  Size,
  type Stack,
  Workload,
} from '../src';

export interface RegistryProps {
  readonly on: Namespace;
  /** Tag of the image. No default: it decides what the files of the registry look like. */
  readonly version: string;
  /** Room for images. */
  readonly size: Size;
  /** Address in the cluster's service network. Nodes pull from it as well, and their resolver knows no name of the cluster. */
  readonly clusterIP: string;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
  /** @default - 100m, 128Mi, at most 512Mi */
  readonly resources?: Resources;
}

/**
 * The registry of Distribution: images that are built here, over plain HTTP, for the nodes and pods of one cluster. Tags can be deleted.
 *
 * The image runs as root and needs none of it: as uid 1000 it writes below /var/lib/registry only.
 */
export class Registry extends Component implements Provides<'http'> {
  readonly http: Endpoint<'http'>;

  constructor(stack: Stack, id: string, { on, version, size, clusterIP, storageClass, resources }: RegistryProps) {
    super(stack, id);
    const server = new Workload(this, id, {
      on,
      clusterIP,
      image: Image.of('docker.io/library/registry', { tag: version, platforms: ['amd64', 'arm64'] }),
      user: { uid: 1000, gid: 1000 },
      resources: resources ?? { cpu: Cpu.millis(100), memory: Size.mebibytes(128), memoryLimit: Size.mebibytes(512) },
    });
    this.http = server.listen('http', { port: 5000 });
    server.env({ REGISTRY_STORAGE_DELETE_ENABLED: 'true' });
    server.volume('images', { path: '/var/lib/registry', size, ...(storageClass && { storageClass }) });
    server.healthy({ path: '/' });
    this.file(`services/${id}/deployment.yaml`, [`Deployment/${id}`, `Service/${id}`]);
  }

  /** What stands before the name of an image: `10.110.67.87:5000`. */
  get address(): string {
    return `${this.http.host}:${this.http.port}`;
  }
}
