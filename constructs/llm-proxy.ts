import {
  type Cluster,
  Component,
  Cpu,
  type Endpoint,
  external,
  finding,
  Image,
  manual,
  Namespace,
  type Provides,
  type Resources,
  Secret,
  Size,
  type Stack,
  Workload,
  within,
} from '../src';
import type { ControlPlane } from './headscale';

export interface LlmProxyProps {
  readonly on: Cluster;
  /** Tag of the official nginx image: one of its Alpine variants. */
  readonly nginx: string;
  /** Tag of Tailscale's image. No default: a newer one rewrites the state of its node. */
  readonly tailscale: string;
  /** Where the tunnel signs in. */
  readonly control: ControlPlane;
  /** The model server's address within the tunnel, and its port. */
  readonly upstream: { readonly address: string; readonly port: number };
  /** @default - 50m, 64Mi, at most 128Mi */
  readonly resources?: Resources;
}

/**
 * LLM-Proxy: one address in the cluster for a model server behind a Tailscale tunnel. The tunnel is a sidecar of nginx, so that both have its interface.
 *
 * nginx runs as uid 101 (`nginx` in the image) and needs no capability; the tunnel runs as root, as its image has it. Policies would have to know every
 * address and port of its peers, so that the namespace does not deny traffic.
 */
export class LlmProxy extends Component implements Provides<'openai'> {
  readonly openai: Endpoint<'openai'>;

  constructor(stack: Stack, id: string, props: LlmProxyProps) {
    super(stack, id);
    const { on, nginx, control, upstream, resources } = props;
    const namespace = new Namespace(this, on, id, { podSecurity: 'privileged', tokens: 'denied' });
    const proxy = new Workload(this, id, {
      on: namespace,
      container: 'nginx',
      alone: true,
      image: Image.of('docker.io/library/nginx', { tag: nginx, platforms: ['amd64', 'arm64'] }),
      command: ['nginx', '-e', 'stderr', '-c', `${RENDERED}/nginx.conf`, '-g', 'daemon off;'],
      user: { uid: 101, gid: 101 },
      resources: resources ?? { cpu: Cpu.millis(50), memory: Size.mebibytes(64), memoryLimit: Size.mebibytes(128) },
    });
    this.openai = proxy.listen('openai', { port: 8080, name: 'http' }).as('openai', '/v1');
    proxy.file(`${TEMPLATES}/nginx.conf`, template(upstream.port));
    proxy.file(`${TEMPLATES}/${VARIABLE}`, upstream.address);
    proxy.volume('rendered', { path: RENDERED });
    proxy.init('config', { command: ['sh', '-ec', RENDER] });
    proxy.healthy({ path: '/health' });
    const laptop = { name: 'laptop', host: upstream.address, port: upstream.port, path: '/v1' };
    proxy.connect(external('openai', laptop).openai, 'answers, through the tunnel');
    this.tunnel(proxy, namespace, props);
    const prefixes = Object.values(control.prefixes);
    this.check(() =>
      prefixes.some((prefix) => within(upstream.address, prefix))
        ? undefined
        : finding(
            'llm-proxy/outside-prefixes',
            { name: id, address: upstream.address, prefixes },
            { paths: [this.node.path], at: this.at },
          ),
    );
    const inside = `kubectl exec -n ${id} deploy/${id} -c ${SIDECAR} --`;
    const models = `http://${upstream.address}:${upstream.port}/v1/models`;
    this.byHand({
      when: 'before',
      what: `${id}: the tunnel is up, and what is behind it answers`,
      how: `${inside} tailscale status\n${inside} wget -q -O- --timeout=10 ${models}`,
    });
    // Files as document 002 lays them out.
    const files = {
      configmap: [`ConfigMap/${id}-config`],
      deployment: [`Deployment/${id}`],
      namespace: [`Namespace/${id}`, 'ServiceAccount/default'],
      rbac: [`ServiceAccount/${id}`, `Role/${id}`, `RoleBinding/${id}`],
      secret: [`Secret/${AUTH}`],
      service: [`Service/${id}`],
    };
    for (const [name, holds] of Object.entries(files)) this.file(`platform/${id}/${name}.yaml`, holds);
  }

  private tunnel(proxy: Workload, namespace: Namespace, { tailscale, control }: LlmProxyProps): void {
    const { url, owner } = proxy.connect(control.http, 'signs in');
    if (owner) this.after(owner, 'the tunnel signs in there');
    proxy.connect(external('https', { name: 'derp', host: 'tailscale.com', port: 443 }).https, 'relays the tunnel');
    const how = 'made by: kubectl exec -n headscale deploy/headscale -- headscale preauthkeys create --user k8s';
    const keys = { TS_AUTHKEY: manual(`pre-auth key of the control plane, ${how}`) };
    const sidecar = proxy.sidecar(SIDECAR, {
      image: Image.of('docker.io/tailscale/tailscale', { tag: tailscale, platforms: ['amd64', 'arm64'] }),
      env: {
        TS_AUTHKEY: new Secret(this, AUTH, { namespace, keys }).key('TS_AUTHKEY'),
        TS_AUTH_ONCE: 'true',
        // As the document spells it, without the cluster's domain.
        TS_EXTRA_ARGS: `--login-server=${url.replace('.svc.cluster.local', '.svc')}`,
        TS_KUBE_SECRET: STATE,
        TS_USERSPACE: 'false',
      },
      user: { uid: 0, gid: 0 },
      resources: { cpu: Cpu.millis(50), memory: Size.mebibytes(64), memoryLimit: Size.mebibytes(256) },
    });
    sidecar.grant({ capabilities: ['NET_ADMIN', 'NET_RAW'] }, 'makes the interface tailscale0 and its routes');
    sidecar.grant({ device: '/dev/net/tun' }, 'carries packets between the kernel and the tunnel');
    const secrets = { apiGroups: [''], resources: ['secrets'] };
    proxy.may(
      [{ ...secrets, resourceNames: [STATE], verbs: ['get', 'update', 'patch'] }],
      'keeps the key of its node in that Secret',
    );
    proxy.may([{ ...secrets, verbs: ['create'] }], 'makes that Secret when it first starts');
  }
}

const SIDECAR = 'tailscale-sidecar';
const TEMPLATES = '/etc/llm-proxy';
const RENDERED = '/run/nginx';
const VARIABLE = 'LAPTOP_TAILSCALE_IP';
const AUTH = 'tailscale-auth';
const STATE = 'tailscale-state';

/** Restricted to the one variable: all others are nginx's own. */
const RENDER = `export ${VARIABLE}="$(cat ${TEMPLATES}/${VARIABLE})"
envsubst '\${${VARIABLE}}' < ${TEMPLATES}/nginx.conf > ${RENDERED}/nginx.conf`;

function template(port: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `worker_processes auto;
pid ${RENDERED}/nginx.pid;
error_log stderr warn;

events {}

http {
  access_log /dev/stdout;
${temporary.map((name) => `  ${name}_temp_path ${RENDERED}/${name};`).join('\n')}

  server {
    listen 8080;
    client_max_body_size 0;

    location = /health {
      access_log off;
      default_type text/plain;
      return 200 "ok";
    }

    location / {
      proxy_pass http://\${${VARIABLE}}:${port};
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $host;
      proxy_read_timeout 600s;
      proxy_send_timeout 600s;
      proxy_buffering off;
      proxy_request_buffering off;
    }
  }
}
`;
}
