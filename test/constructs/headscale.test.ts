import { load } from 'js-yaml';
import { text } from '../../src/backends/yaml';
import { tunnel } from './tunnel';

const { graph, objects, artifacts, findings } = tunnel();
const of = (kind: string) => objects.filter(({ kind: made, metadata }) => made === kind && metadata.namespace === HOME);
const HOME = 'headscale';

describe('Headscale, as document 002 asks for it', () => {
  it('is laid out in the five files of the document, and in no others', () => {
    expect(artifacts.map(({ path }) => path).filter((path) => path.startsWith('platform/headscale/'))).toEqual(
      ['configmap', 'deployment', 'namespace', 'pvc', 'service'].map((name) => `platform/headscale/${name}.yaml`),
    );
    expect(findings).toEqual([]);
  });

  it('has the public map of relays, SQLite on its claim, MagicDNS and both prefixes', () => {
    const [configMap] = of('ConfigMap');
    expect(configMap?.metadata.name).toBe('headscale-config');
    const data = configMap?.data as Record<string, string> | undefined;
    expect(load(data?.['config.yaml'] ?? '')).toMatchObject({
      server_url: 'http://194.58.110.52:30080',
      listen_addr: '0.0.0.0:8080',
      derp: { urls: ['https://controlplane.tailscale.com/derpmap/default'] },
      database: { type: 'sqlite', sqlite: { path: '/var/lib/headscale/db.sqlite' } },
      dns: { magic_dns: true, base_domain: 'tailnet.local' },
      prefixes: { v4: '100.64.0.0/10', v6: 'fd7a:115c:a1e0::/48' },
    });
  });

  it('is one Service, and two endpoints outside the cluster', () => {
    expect(of('Service')).toMatchObject([
      {
        metadata: { name: 'headscale' },
        spec: { type: 'LoadBalancer', ports: [{ port: 8080, targetPort: 8080, nodePort: 30080 }] },
      },
    ]);
    const outside = graph.endpoints.filter(({ component, exposure }) => component === HOME && exposure !== 'cluster');
    expect(outside.map(({ exposure, address }) => `${exposure} ${address}`)).toEqual([
      'external https://controlplane.tailscale.com',
      'loadBalancer http://89.108.100.199:8080',
      'nodePort http://194.58.110.52:30080',
    ]);
  });

  it('is deploy/headscale, in which commands meet the server first, and which fits the strictest level', () => {
    const [{ spec } = { spec: {} }] = of('Deployment');
    expect(spec).toMatchObject({
      strategy: { type: 'Recreate' },
      template: {
        spec: {
          containers: [
            { name: 'headscale', image: 'docker.io/headscale/headscale:0.23.0', args: ['serve'] },
            { name: 'users', image: 'docker.io/headscale/headscale:0.23.0-debug' },
          ],
          securityContext: { runAsUser: 65532, runAsNonRoot: true, fsGroup: 65532 },
        },
      },
    });
    expect(objects.find(({ kind, metadata }) => kind === 'Namespace' && metadata.name === HOME)).toMatchObject({
      metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
    });
  });

  it('keeps its database on a claim of the class that it is told', () => {
    expect(of('PersistentVolumeClaim')).toMatchObject([
      { metadata: { name: 'headscale-data' }, spec: { resources: { requests: { storage: '1Gi' } } } },
    ]);
  });

  it('can be reached by anybody at its one port, and itself reaches the map', () => {
    const policy = of('NetworkPolicy').find(({ metadata }) => metadata.name === HOME);
    expect(policy?.spec).toMatchObject({
      ingress: [{ ports: [{ port: 8080 }] }],
      egress: [{ ports: [{ port: 443 }], to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }],
    });
    expect(JSON.stringify(policy?.spec)).not.toContain('"from"');
  });

  it('says all of its namespace in one file', () => {
    const file = artifacts.find(({ path }) => path.endsWith('headscale/namespace.yaml'));
    const kinds = [...(file ? text(file) : '').matchAll(/^kind: (.*)$/gm)].map(([, kind]) => kind);
    expect(kinds).toEqual(['Namespace', 'ServiceAccount', 'NetworkPolicy', 'NetworkPolicy', 'NetworkPolicy']);
  });
});
