import { Component, Cpu, Image, Size, Workload } from '../../src';
import { monitoring, one, type Parts } from './monitoring';

let built: Parts | undefined;
const { objects, graph } = monitoring({
  also: (parts) => {
    built = parts;
  },
});
const env = graph.workloads.find(({ name }) => name === 'openobserve')?.main.env ?? [];
const variable = (name: string) => env.find((one) => one.name === name)?.value;

describe('OpenObserve', () => {
  it('is a StatefulSet on a disk of its own, on port 5080', () => {
    expect(one(objects, 'StatefulSet', 'openobserve')).toMatchObject({
      metadata: { namespace: 'monitoring' },
      spec: {
        template: {
          spec: {
            securityContext: { runAsUser: 10000, runAsGroup: 3000, fsGroup: 2000, runAsNonRoot: true },
            containers: [
              {
                volumeMounts: [{ name: 'data', mountPath: '/data' }],
                readinessProbe: { httpGet: { path: '/healthz' } },
              },
            ],
          },
        },
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '50Gi' } } } }],
      },
    });
    expect(one(objects, 'Service', 'openobserve')).toMatchObject({ spec: { ports: [{ name: 'http', port: 5080 }] } });
  });

  it('keeps everything on that disk for 30 days, and calls nobody', () => {
    expect(variable('ZO_LOCAL_MODE_STORAGE')).toBe('disk');
    expect(variable('ZO_DATA_DIR')).toBe('/data/');
    expect(variable('ZO_COMPACT_DATA_RETENTION_DAYS')).toBe('30');
    expect(variable('ZO_TELEMETRY')).toBe('false');
  });

  it('has one user, whose password is a contract that its own rules admit', () => {
    expect(variable('ZO_ROOT_USER_EMAIL')).toBe('admin@vectorweight.com');
    expect(variable('ZO_ROOT_USER_PASSWORD')).toEqual({ secret: 'openobserve', key: 'password' });
    const [key] = graph.secrets.find(({ name }) => name === 'openobserve')?.keys ?? [];
    const { prefix = '' } = key?.source.from === 'generated' ? key.source : {};
    for (const kind of [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/]) expect(prefix).toMatch(kind);
  });

  it('takes OTLP below /api/default, and answers Prometheus beside it', () => {
    const host = 'http://openobserve.monitoring.svc.cluster.local:5080';
    expect(built?.openobserve.otlp.url).toBe(`${host}/api/default`);
    expect(built?.openobserve.promql.url).toBe(`${host}/api/default/prometheus`);
  });

  it('is reached from a namespace that denies traffic by whoever is wired to it', () => {
    const { objects: wired } = monitoring({
      also: ({ openobserve }, on) => {
        const resources = { cpu: Cpu.millis(1), memory: Size.mebibytes(1) };
        const component = new Component(openobserve.stack, 'program');
        const program = new Workload(component, 'program', { on, image: Image.of('program', { tag: '1' }), resources });
        program.connect(openobserve.otlp, 'tells');
      },
    });
    expect(one(wired, 'NetworkPolicy', 'program')).toMatchObject({
      spec: { egress: [{ to: [{ podSelector: { matchLabels: { app: 'openobserve' } } }], ports: [{ port: 5080 }] }] },
    });
  });
});
