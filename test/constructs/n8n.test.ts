import { N8n } from '../../constructs/n8n';
import { Postgresql } from '../../constructs/postgresql/server';
import { Endpoint, Size } from '../../src';
import { CLUSTER } from '../invalid/props';
import { declare } from '../support/declare';

const COLLECTOR = 'otel-collector-opentelemetry-collector.monitoring.svc.cluster.local';

const { graph, objects } = declare((stack) => {
  const cluster = stack.cluster('homelab', CLUSTER);
  const platform = cluster.namespace('self-hosted-ai', { traffic: 'denied' });
  const postgresql = new Postgresql(stack, 'postgresql', { on: platform, version: '17.6', size: Size.gibibytes(20) });
  const n8n = new N8n(stack, 'n8n', {
    on: cluster.namespace('automation', { podSecurity: 'baseline', traffic: 'denied' }),
    version: '2.40.7',
    database: postgresql.database('n8n'),
    size: Size.gibibytes(5),
    url: 'https://n8n.vectorweight.com',
  });
  n8n.trace({ otlp: new Endpoint({ protocol: 'otlp', name: 'otlp', host: COLLECTOR, port: 4318, reference: 'otel' }) });
});
const workload = graph.workloads.find(({ name }) => name === 'n8n');
const env = Object.fromEntries(workload?.main.env.map(({ name, value }) => [name, value]) ?? []);

describe('n8n', () => {
  it('is deployment/n8n in automation, on port 5678, as uid 1000', () => {
    expect(workload).toMatchObject({ kind: 'Deployment', on: { namespace: 'automation' }, user: { uid: 1000 } });
    expect(objects.find(({ kind, metadata }) => kind === 'Service' && metadata.name === 'n8n')).toMatchObject({
      spec: { ports: [{ port: 5678 }] },
    });
  });

  it('gives its webhooks the public address, and believes the one proxy in front of it', () => {
    expect(env).toMatchObject({
      N8N_WEBHOOK_URL: 'https://n8n.vectorweight.com/',
      WEBHOOK_URL: 'https://n8n.vectorweight.com/',
      N8N_EDITOR_BASE_URL: 'https://n8n.vectorweight.com',
      N8N_PROXY_HOPS: '1',
    });
  });

  it('keeps its data in a database of its own, and starts after the server', () => {
    expect(env).toMatchObject({
      DB_TYPE: 'postgresdb',
      DB_POSTGRESDB_HOST: 'postgresql.self-hosted-ai.svc.cluster.local',
      DB_POSTGRESDB_PORT: '5432',
      DB_POSTGRESDB_DATABASE: 'n8n',
      DB_POSTGRESDB_USER: 'n8n',
      DB_POSTGRESDB_PASSWORD: { secret: 'n8n-database', key: 'password' },
    });
    expect(graph.orders).toContainEqual(expect.objectContaining({ from: 'n8n', to: 'postgresql' }));
  });

  it('encrypts credentials with a key that has a contract to itself', () => {
    expect(env.N8N_ENCRYPTION_KEY).toEqual({ secret: 'n8n-encryption', key: 'N8N_ENCRYPTION_KEY' });
    expect(graph.secrets.find(({ name }) => name === 'n8n-encryption')?.keys).toHaveLength(1);
  });

  it('sends workflow executions and node operations to the collector', () => {
    expect(env).toMatchObject({
      N8N_OTEL_ENABLED: 'true',
      N8N_OTEL_EXPORTER_OTLP_ENDPOINT: `http://${COLLECTOR}:4318`,
      N8N_OTEL_EXPORTER_SERVICE_NAME: 'n8n',
      N8N_OTEL_TRACES_PRODUCTION_ONLY: 'false',
    });
    expect(graph.connections).toContainEqual(expect.objectContaining({ from: 'test/n8n', to: 'otel', port: 4318 }));
  });

  it('is ready when its database is, and alive as long as it answers', () => {
    expect(workload?.health).toMatchObject({ path: '/healthz/readiness', live: '/healthz' });
  });
});
