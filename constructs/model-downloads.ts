import { ApiObject } from 'cdk8s';
import {
  Component,
  Cpu,
  type Endpoint,
  external,
  Image,
  type Namespace,
  type Provides,
  type Resources,
  Size,
  type Stack,
  Workload,
} from '../src';

export interface ModelDownloadsProps {
  readonly on: Namespace;
  /** Tag of the unprivileged nginx image. */
  readonly version: string;
  /** Hosts that may be reached; `*.` in front stands for all names below. */
  readonly hosts: readonly string[];
  /** Resolver outside the cluster: the cluster's own leads these names here. */
  readonly resolver: string;
  /** Where CoreDNS reads what k3s lets people add: kube-system. */
  readonly dns: Namespace;
  /** @default - 50m, 32Mi, at most 64Mi */
  readonly resources?: Resources;
}

/**
 * The way out for models. A NetworkPolicy cannot name a host, so CoreDNS answers the names of model hosts with this gateway, and policies admit the
 * gateway alone. It reads the name in the TLS handshake, passes the bytes on unopened, and knows no other names.
 *
 * The unprivileged image runs as uid 101 (its Dockerfile says so) and needs no capability.
 */
export class ModelDownloads extends Component implements Provides<'https'> {
  readonly https: Endpoint<'https'>;

  constructor(stack: Stack, id: string, { on, version, hosts, resolver, dns, resources }: ModelDownloadsProps) {
    super(stack, id);
    const gateway = new Workload(this, id, {
      on,
      image: Image.of('docker.io/nginxinc/nginx-unprivileged', { tag: version, platforms: ['amd64', 'arm64'] }),
      replicas: 2,
      user: { uid: 101, gid: 101 },
      resources: resources ?? { cpu: Cpu.millis(50), memory: Size.mebibytes(32), memoryLimit: Size.mebibytes(64) },
    });
    this.https = gateway.listen('https', { port: 8443, servicePort: 443 });
    gateway.file('/etc/nginx/nginx.conf', nginx([...hosts].sort(), resolver));
    gateway.volume('tmp', { path: '/tmp' });
    gateway.healthy({});
    gateway.connect(
      external('https', { name: 'model-hosts', host: hosts[0] ?? '', port: 443 }).https,
      'fetches models',
    );
    gateway.connect(external('dns', { name: 'resolver', host: resolver, port: 53 }).dns, 'finds model hosts');
    new ApiObject(this, 'coredns', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'coredns-custom', namespace: dns.name },
      data: {
        'model-downloads.override': [...hosts]
          .sort()
          .map((host) => rewrite(host, this.https.host))
          .join(''),
      },
    });
  }
}

function nginx(hosts: readonly string[], resolver: string): string {
  const known = hosts.map((host) => `    ${host} $ssl_preread_server_name:443;`).join('\n');
  return `worker_processes auto;
pid /tmp/nginx.pid;
error_log /dev/stderr warn;

events {
  worker_connections 1024;
}

stream {
  log_format names '$remote_addr $ssl_preread_server_name $status $bytes_sent';
  access_log /dev/stdout names;
  resolver ${resolver} ipv6=off;

  map $ssl_preread_server_name $model_host {
    hostnames;
${known}
  }

  server {
    listen 8443;
    ssl_preread on;
    proxy_connect_timeout 10s;
    proxy_timeout 10m;
    proxy_pass $model_host;
  }
}
`;
}

/** CoreDNS asks itself for the gateway instead and gives the answer under the name that was asked for. */
function rewrite(host: string, gateway: string): string {
  const name = host.startsWith('*.')
    ? `regex ^[^.]+(\\.[^.]+)*\\.${host.slice(2).replaceAll('.', '\\.')}\\.?$`
    : `exact ${host}`;
  return `rewrite stop {\n  name ${name} ${gateway}\n  answer auto\n}\n`;
}
