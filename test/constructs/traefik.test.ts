import { compare } from 'bcryptjs';
import { CertManager } from '../../constructs/cert-manager';
import { Longhorn } from '../../constructs/longhorn';
import { Redis } from '../../constructs/redis/server';
import { Searxng } from '../../constructs/searxng';
import { Traefik } from '../../constructs/traefik';
import { makeValues } from '../../src/secrets/values';
import { CLUSTER } from '../invalid/props';
import { declare } from '../support/declare';

const { graph, objects, findings } = declare((stack) => {
  const cluster = stack.cluster('homelab', { ...CLUSTER, secrets: { store: 'sealed-secrets' } });
  const services = cluster.namespace('ai-services', { traffic: 'denied' });
  const url = 'https://search.vectorweight.com';
  const searxng = new Searxng(stack, 'searxng', { on: services, version: '2026.8.20-8d3dd0cd4', url });
  const longhorn = new Longhorn(stack, 'longhorn', { on: cluster.namespace('longhorn-system'), version: '1.12.1' });
  new Redis(stack, 'redis', { on: services, version: '7.4.6-alpine' });
  const certificates = new CertManager(stack, 'cert-manager', {
    on: cluster.namespace('cert-manager'),
    version: 'v1.21.1',
    issuer: { email: 'admin@vectorweight.com', server: 'https://acme.example.org' },
  });
  const on = cluster.namespace('traefik');
  const traefik = new Traefik(stack, 'traefik', { on, version: '41.3.0', certificates });
  traefik.dashboard('traefik.vectorweight.com');
  traefik.route('longhorn.vectorweight.com', longhorn.http, { login: true });
  traefik.route('search.vectorweight.com', searxng.http, { hidden: ['/metrics', '/stats'] });
  traefik.route('grpc.vectorweight.com', searxng.http, { grpc: true });
});

const routes = (name: string) => {
  const route = objects.find(({ kind, metadata }) => kind === 'IngressRoute' && metadata.name === name);
  return (route?.spec as { readonly routes: object[] } | undefined)?.routes ?? [];
};
const LOGIN = [{ name: 'login', namespace: 'traefik' }];

describe('Traefik', () => {
  it('shows its own pages behind the login', () => {
    expect(findings).toEqual([]);
    expect(routes('traefik')).toEqual([
      {
        kind: 'Rule',
        match: 'Host(`traefik.vectorweight.com`)',
        services: [{ kind: 'TraefikService', name: 'api@internal' }],
        middlewares: LOGIN,
      },
    ]);
    expect(graph.endpoints).toContainEqual(
      expect.objectContaining({
        component: 'traefik',
        exposure: 'ingress',
        address: 'https://traefik.vectorweight.com',
      }),
    );
  });

  it('asks for the login where a route says so, and nowhere else', () => {
    expect(routes('longhorn')).toMatchObject([
      { services: [{ name: 'longhorn-frontend', port: 80 }], middlewares: LOGIN },
    ]);
    expect(routes('search')[0]).not.toHaveProperty('middlewares');
    expect(objects.filter(({ kind }) => kind === 'Middleware')).toMatchObject([
      { metadata: LOGIN[0], spec: { basicAuth: { secret: 'login-users' } } },
    ]);
    expect(graph.releases.find(({ name }) => name === 'traefik')?.values.providers).toMatchObject({
      kubernetesCRD: { allowCrossNamespace: true },
    });
  });

  it('gets one key with the name and the hash of the password, as it demands', async () => {
    const contracts = graph.secrets.filter(({ namespace }) => namespace === 'traefik');
    const { value } = await makeValues(contracts);
    const [admin = {}, users = {}] = contracts.map((contract) => value?.of(contract));
    expect(Object.keys(users)).toEqual(['users']);
    const [user, hash = ''] = users.users?.split(':') ?? [];
    expect(user).toBe('admin');
    expect(await compare(admin.password ?? '', hash)).toBe(true);
  });

  it('hides paths and speaks gRPC where it is told to', () => {
    expect(routes('search')).toMatchObject([
      { match: 'Host(`search.vectorweight.com`) && !PathPrefix(`/metrics`) && !PathPrefix(`/stats`)' },
    ]);
    expect(routes('grpc')).toMatchObject([
      { services: [{ port: 8080 }] },
      {
        match: 'Host(`grpc.vectorweight.com`) && Header(`Content-Type`, `application/grpc`)',
        services: [{ port: 8080, scheme: 'h2c' }],
      },
    ]);
  });

  it('has a certificate for every host, in the one TLSStore', () => {
    expect(objects.find(({ kind }) => kind === 'TLSStore')).toMatchObject({
      metadata: { name: 'default', namespace: 'cert-manager' },
      spec: {
        certificates: ['grpc', 'longhorn', 'search', 'traefik'].map((host) => ({
          secretName: `${host}-vectorweight-com-tls`,
        })),
      },
    });
  });

  it('writes every request to the log that the manual reads', () => {
    const traefik = graph.releases.find(({ name }) => name === 'traefik');
    expect(traefik?.values.accessLog).toMatchObject({ enabled: true });
    expect(traefik?.brings[0]).toMatchObject({ labels: { 'app.kubernetes.io/name': 'traefik' } });
  });
});
