import { file, monitoring, one } from './monitoring';

const { objects, graph } = monitoring();

describe('Tempo, as document 000 asks for it', () => {
  it('is deployment/tempo, whose traces lie in /var/tempo on a claim', () => {
    const { spec } = one(objects, 'Deployment', 'tempo') as unknown as { spec: Deployment };
    expect(spec.template.spec.containers[0]).toMatchObject({
      image: 'docker.io/grafana/tempo:2.9.2',
      args: ['-config.file=/etc/tempo/tempo.yaml'],
      volumeMounts: expect.arrayContaining([{ name: 'data', mountPath: '/var/tempo' }]),
    });
    expect(spec.template.spec.securityContext).toMatchObject({ runAsUser: 10001, fsGroup: 10001, runAsNonRoot: true });
    expect(one(objects, 'PersistentVolumeClaim', 'tempo-data')).toMatchObject({
      spec: { resources: { requests: { storage: '20Gi' } } },
    });
  });

  it('answers on http://tempo.monitoring:3100, and takes spans on 4317 and 4318', () => {
    const service = one(objects, 'Service', 'tempo') as unknown as {
      spec: { ports: { name: string; port: number }[] };
    };
    expect(service).toMatchObject({ metadata: { namespace: 'monitoring' } });
    expect(Object.fromEntries(service.spec.ports.map(({ name, port }) => [name, port]))).toEqual({
      http: 3100,
      'otlp-grpc': 4317,
      'otlp-http': 4318,
    });
    expect(graph.endpoints).toContainEqual(
      expect.objectContaining({
        component: 'tempo',
        name: 'http',
        host: 'tempo.monitoring.svc.cluster.local',
        port: 3100,
      }),
    );
  });

  it('is told so in a file that it reads', () => {
    expect(file(objects, 'tempo-config', 'tempo.yaml')).toMatchObject({
      server: { http_listen_port: 3100 },
      distributor: {
        receivers: { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' }, http: { endpoint: '0.0.0.0:4318' } } } },
      },
      compactor: { compaction: { block_retention: '336h' } },
      storage: { trace: { backend: 'local', local: { path: '/var/tempo/blocks' }, wal: { path: '/var/tempo/wal' } } },
    });
  });

  it('is asked for its health where it answers', () => {
    const { spec } = one(objects, 'Deployment', 'tempo') as unknown as { spec: Deployment };
    expect(spec.template.spec.containers[0]).toMatchObject({
      readinessProbe: { httpGet: { path: '/ready', port: 3100 } },
      livenessProbe: { httpGet: { path: '/status/version', port: 3100 } },
    });
  });
});

interface Deployment {
  readonly template: { readonly spec: { readonly containers: readonly object[]; readonly securityContext: object } };
}
