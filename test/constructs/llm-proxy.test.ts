import { defineEnvironment } from '../../src';
import type { Manifest } from '../../src/kubernetes/manifest';
import { synthesize } from '../../src/synthesize';
import { build, tunnel } from './tunnel';

const { graph, objects, artifacts, findings } = tunnel();
const one = (kind: string) => objects.find(({ kind: made, metadata }) => made === kind && metadata.namespace === HOME);
const HOME = 'llm-proxy';
const workload = graph.workloads.find(({ name }) => name === HOME);
const [sidecar] = workload?.sidecars ?? [];

describe('LLM-Proxy, as document 002 asks for it', () => {
  it('is laid out in the six files of the document, and in no others', () => {
    expect(artifacts.map(({ path }) => path).filter((path) => path.startsWith('platform/llm-proxy/'))).toEqual(
      ['configmap', 'deployment', 'namespace', 'rbac', 'secret', 'service'].map(
        (name) => `platform/llm-proxy/${name}.yaml`,
      ),
    );
    expect(findings).toEqual([]);
  });

  it('is a pod of nginx and tailscale-sidecar, of which there are never two', () => {
    expect(one('Deployment')).toMatchObject({
      metadata: { name: 'llm-proxy' },
      spec: {
        strategy: { type: 'Recreate' },
        template: {
          spec: {
            containers: [
              { name: 'nginx', image: 'docker.io/library/nginx:alpine' },
              { name: 'tailscale-sidecar', image: 'docker.io/tailscale/tailscale:latest' },
            ],
          },
        },
      },
    });
  });

  it('is reached at 8080, where /health says whether it is well', () => {
    expect(one('Service')).toMatchObject({ spec: { ports: [{ port: 8080, targetPort: 8080 }] } });
    expect(one('Service')?.spec).not.toHaveProperty('type');
    expect(workload?.health).toMatchObject({ path: '/health', port: 8080 });
  });

  it('has the address in a key of llm-proxy-config, where a person edits it', () => {
    expect(one('ConfigMap')).toMatchObject({
      metadata: { name: 'llm-proxy-config' },
      data: {
        LAPTOP_TAILSCALE_IP: '100.64.0.2',
        'nginx.conf': expect.stringContaining('proxy_pass http://${LAPTOP_TAILSCALE_IP}:1234;'),
      },
    });
    expect(workload?.init[0]?.command.at(-1)).toContain("envsubst '${LAPTOP_TAILSCALE_IP}'");
  });

  it('waits ten minutes for a model, and keeps nothing back', () => {
    const { data } = one('ConfigMap') as unknown as { data: Record<string, string> };
    for (const line of ['proxy_read_timeout 600s;', 'proxy_send_timeout 600s;', 'proxy_buffering off;'])
      expect(data['nginx.conf']).toContain(line);
  });

  it.each([{ address: '100.64.0.7' }, { port: 11434 }])('starts anew when its ConfigMap changes: %j', (change) => {
    const annotations = templateOf(objects).metadata;
    expect(templateOf(tunnel(change).objects).metadata).not.toEqual(annotations);
    expect(templateOf(tunnel().objects).metadata).toEqual(annotations);
  });

  it('has a tunnel in the kernel that signs in once, at headscale', () => {
    expect(sidecar?.env).toEqual([
      { name: 'TS_AUTHKEY', value: { secret: 'tailscale-auth', key: 'TS_AUTHKEY' } },
      { name: 'TS_AUTH_ONCE', value: 'true' },
      { name: 'TS_EXTRA_ARGS', value: '--login-server=http://headscale.headscale.svc:8080' },
      { name: 'TS_KUBE_SECRET', value: 'tailscale-state' },
      { name: 'TS_USERSPACE', value: 'false' },
    ]);
    expect(graph.orders).toContainEqual(expect.objectContaining({ from: 'llm-proxy', to: 'headscale' }));
  });

  it('is nothing to complain about, but for the tags of the document, which move', async () => {
    const environment = defineEnvironment({ name: 'idp', config: {}, build: (stack) => build(stack) });
    const resolved = { config: {}, others: {}, sealed: new Map(), today: '2026-11-21' };
    const { findings: all } = await synthesize(environment as never, resolved);
    expect(all.map(({ code }) => code)).toEqual(['image/moving-tag', 'image/moving-tag']);
  });

  it('gives the tunnel what it needs, and nginx nothing', () => {
    const { spec } = templateOf(objects);
    const [nginx, tailscale] = spec.containers;
    expect(tailscale).toMatchObject({
      securityContext: { capabilities: { drop: ['ALL'], add: ['NET_ADMIN', 'NET_RAW'] }, runAsUser: 0 },
      volumeMounts: [{ name: 'dev-net-tun', mountPath: '/dev/net/tun' }],
    });
    expect(nginx).toMatchObject({ securityContext: { capabilities: { drop: ['ALL'] } } });
    expect(JSON.stringify(nginx)).not.toContain('tun');
    expect(spec.volumes).toContainEqual({
      name: 'dev-net-tun',
      hostPath: { path: '/dev/net/tun', type: 'CharDevice' },
    });
  });

  it('may read and write the one Secret that holds its state, and make it', () => {
    const secrets = { apiGroups: [''], resources: ['secrets'] };
    expect(one('Role')?.rules).toEqual([
      { ...secrets, resourceNames: ['tailscale-state'], verbs: ['get', 'update', 'patch'] },
      { ...secrets, verbs: ['create'] },
    ]);
  });

  it('waits for a person to fill in the key: its Secret has no data', () => {
    expect(one('Secret')).toMatchObject({ metadata: { name: 'tailscale-auth' } });
    expect(one('Secret')).not.toHaveProperty('data');
    expect(one('Secret')).not.toHaveProperty('stringData');
    expect(graph.secrets).toMatchObject([{ name: 'tailscale-auth', keys: [{ source: { from: 'manual' } }] }]);
  });
});

function templateOf(all: readonly Manifest[]): Template {
  const made = all.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === HOME);
  return (made as unknown as { spec: { template: Template } }).spec.template;
}

interface Template {
  readonly metadata: object;
  readonly spec: { readonly containers: readonly object[]; readonly volumes: readonly object[] };
}
