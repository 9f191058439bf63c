import { dump } from 'js-yaml';
import {
  type Cluster,
  Component,
  Cpu,
  type Endpoint,
  external,
  Image,
  Namespace,
  type Provides,
  type Resources,
  Size,
  type Stack,
  Workload,
} from '../src';

export interface HeadscaleProps {
  readonly on: Cluster;
  /** Tag of the image. No default: a newer one migrates the database and reads another configuration. */
  readonly version: string;
  /** Address that the load balancer got. */
  readonly loadBalancer: string;
  /** Port of every node at which clients outside the cluster sign in. */
  readonly nodePort: number;
  /** Below which MagicDNS names the nodes. Must not occur in the server's own address. */
  readonly baseDomain: string;
  /** Where nodes get their addresses from. */
  readonly prefixes: { readonly v4: string; readonly v6: string };
  /** To whom nodes belong. */
  readonly users: readonly string[];
  /** Room for the database and the server's key. No default: a claim can grow but not shrink. */
  readonly size: Size;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
  /** @default - 50m, 128Mi, at most 256Mi */
  readonly resources?: Resources;
}

/** Where the nodes of a network sign in, and what addresses it gives them. */
export interface ControlPlane extends Provides<'http'> {
  readonly prefixes: HeadscaleProps['prefixes'];
}

/**
 * Headscale: the control plane of a Tailscale network. It brings nodes together; what they say to each other passes it by.
 *
 * Its image is distroless (`.goreleaser.yml`: no shell, root). It needs no root, and runs as the `nonroot` of that base, uid 65532.
 */
export class Headscale extends Component implements ControlPlane {
  readonly http: Endpoint<'http'>;
  readonly prefixes: HeadscaleProps['prefixes'];
  /** What clients outside the cluster are told: the node port. */
  readonly serverUrl: string;

  constructor(
    stack: Stack,
    id: string,
    private readonly props: HeadscaleProps,
  ) {
    super(stack, id);
    const { on, version, loadBalancer, nodePort, users, size, storageClass, resources } = props;
    this.prefixes = props.prefixes;
    this.serverUrl = `http://${on.props.address}:${nodePort}`;
    const server = new Workload(this, id, {
      on: new Namespace(this, on, id, { podSecurity: 'restricted', traffic: 'denied', tokens: 'denied' }),
      image: Image.of('docker.io/headscale/headscale', { tag: version, platforms: ['amd64', 'arm64'] }),
      args: ['serve'],
      user: { uid: 65532, gid: 65532 },
      resources: resources ?? { cpu: Cpu.millis(50), memory: Size.mebibytes(128), memoryLimit: Size.mebibytes(256) },
    });
    this.http = server.listen('http', { port: 8080 });
    this.expose(this.http, { loadBalancer });
    this.expose(this.http, { nodePort });
    server.file(CONFIG, this.config());
    server.volume('data', { path: '/var/lib/headscale', size, ...(storageClass && { storageClass }) });
    server.volume('socket', { path: SOCKET });
    server.healthy({ path: '/health' });
    server.connect(external('https', { name: 'derp-map', host: DERP, port: 443 }).https, 'fetches the map of relays');
    server.sidecar('users', {
      image: Image.of('docker.io/headscale/headscale', { tag: `${version}-debug`, platforms: ['amd64', 'arm64'] }),
      command: ['sh', '-ec', USERS, 'sh', ...users],
      resources: { cpu: Cpu.millis(10), memory: Size.mebibytes(64), memoryLimit: Size.mebibytes(128) },
      shares: [CONFIG, SOCKET],
    });
    this.lay(id);
  }

  private config(): string {
    const { baseDomain, prefixes } = this.props;
    const config = {
      server_url: this.serverUrl,
      listen_addr: '0.0.0.0:8080',
      metrics_listen_addr: '127.0.0.1:9090',
      noise: { private_key_path: '/var/lib/headscale/noise_private.key' },
      prefixes: { ...prefixes, allocation: 'sequential' },
      derp: { urls: [`https://${DERP}/derpmap/default`], auto_update_enabled: true, update_frequency: '24h' },
      database: { type: 'sqlite', sqlite: { path: '/var/lib/headscale/db.sqlite', write_ahead_log: true } },
      dns: { magic_dns: true, base_domain: baseDomain },
      unix_socket: `${SOCKET}/headscale.sock`,
      disable_check_updates: true,
    };
    return dump(config, { lineWidth: -1 });
  }

  /** Files as document 002 lays them out. */
  private lay(id: string): void {
    const policies = ['default-deny', 'allow-dns', id].map((name) => `NetworkPolicy/${name}`);
    const files = {
      configmap: [`ConfigMap/${id}-config`],
      deployment: [`Deployment/${id}`],
      namespace: [`Namespace/${id}`, 'ServiceAccount/default', ...policies],
      pvc: [`PersistentVolumeClaim/${id}-data`],
      service: [`Service/${id}`],
    };
    for (const [name, holds] of Object.entries(files)) this.file(`platform/${id}/${name}.yaml`, holds);
  }
}

const CONFIG = '/etc/headscale/config.yaml';
const SOCKET = '/var/run/headscale';
const DERP = 'controlplane.tailscale.com';

/** Version 0.23 declares no users, and its image has no shell: the same version's `debug` image has one, and asks by the same socket. */
const USERS = `until known=$(headscale users list --output json-line); do sleep 2; done
for user; do
  case "$known" in *"\\"name\\":\\"$user\\""*) ;; *) headscale users create "$user" ;; esac
done
trap 'exit 0' TERM
sleep infinity & wait`;
