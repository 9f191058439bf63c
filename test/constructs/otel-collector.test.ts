import { Component, Cpu, Image, Size, Workload } from '../../src';
import { file, monitoring, one } from './monitoring';

const { objects, graph } = monitoring({
  also: ({ collector }, on) => {
    const resources = { cpu: Cpu.millis(1), memory: Size.mebibytes(1) };
    const app = new Component(collector.stack, 'litellm');
    const litellm = new Workload(app, 'litellm', { on, image: Image.of('litellm', { tag: '1' }), resources });
    litellm.connect(collector.otlp, 'traces');
  },
});
const NAME = 'otel-collector-opentelemetry-collector';
const config = file(objects, 'otel-collector-config', 'config.yaml') as Config;

describe('the OpenTelemetry Collector, as document 000 asks for it', () => {
  it('has the names of its chart: Service, pods and port 4318', () => {
    expect(one(objects, 'Service', NAME)).toMatchObject({
      metadata: { namespace: 'monitoring' },
      spec: { ports: expect.arrayContaining([expect.objectContaining({ name: 'otlp-http', port: 4318 })]) },
    });
    expect(one(objects, 'Deployment', NAME)).toMatchObject({
      spec: { template: { metadata: { labels: { 'app.kubernetes.io/name': 'opentelemetry-collector' } } } },
    });
    expect(
      graph.endpoints.find(({ component, port }) => component === 'otel-collector' && port === 4318),
    ).toMatchObject({
      host: `${NAME}.monitoring.svc.cluster.local`,
      protocol: 'otlp',
    });
  });

  it('says in its ConfigMap how much it samples: all', () => {
    const { data } = one(objects, 'ConfigMap', 'otel-collector-config') as unknown as { data: Record<string, string> };
    expect(data['config.yaml']?.split('\n').filter((line) => line.includes('sampling'))).toContain(
      '    sampling_percentage: 100',
    );
  });

  it('passes traces to Tempo and OpenObserve, logs and metrics to OpenObserve', () => {
    const { traces, logs, metrics } = config.service.pipelines;
    expect(traces?.processors).toEqual(['memory_limiter', 'probabilistic_sampler', 'transform/logs_link', 'batch']);
    expect(traces?.exporters).toEqual(['otlp_http/traces', 'otlp_http/observatory']);
    for (const pipeline of [logs, metrics]) expect(pipeline?.exporters).toEqual(['otlp_http/observatory']);
    expect(config.exporters).toMatchObject({
      'otlp_http/traces': { endpoint: 'http://tempo.monitoring.svc.cluster.local:4318' },
      'otlp_http/observatory': { endpoint: 'http://openobserve.monitoring.svc.cluster.local:5080/api/default' },
    });
  });

  it('uses nothing that it does not declare, and declares nothing that it does not use', () => {
    const pipelines = Object.values(config.service.pipelines);
    for (const kind of ['receivers', 'processors', 'exporters'] as const) {
      const used = new Set(pipelines.flatMap((pipeline) => pipeline[kind]));
      expect([...used].sort()).toEqual(Object.keys(config[kind]).sort());
    }
    expect([...config.service.extensions].sort()).toEqual(Object.keys(config.extensions).sort());
  });

  it('signs in with a key of a contract, and starts again when the contract is rotated', () => {
    const collector = graph.workloads.find(({ name }) => name === NAME);
    expect(collector?.main.env).toContainEqual(
      expect.objectContaining({ name: 'OBSERVATORY_PASSWORD', value: { secret: 'openobserve', key: 'password' } }),
    );
    expect(collector?.secretVersions).toEqual(['openobserve@1']);
    expect(JSON.stringify(config)).toContain('${env:OBSERVATORY_PASSWORD}');
  });

  it('waits for whoever makes that contract', () => {
    expect(graph.orders).toContainEqual(expect.objectContaining({ from: 'otel-collector', to: 'openobserve' }));
  });

  it('says that it is well where nothing else listens', () => {
    expect(config.extensions).toMatchObject({ health_check: { endpoint: '0.0.0.0:13133' } });
    expect(one(objects, 'Deployment', NAME)).toMatchObject({
      spec: { template: { spec: { containers: [{ readinessProbe: { httpGet: { path: '/', port: 13133 } } }] } } },
    });
  });

  it('may be reached by a program whose namespace denies traffic', () => {
    expect(one(objects, 'NetworkPolicy', 'litellm')).toMatchObject({
      spec: { egress: [{ to: [{ podSelector: { matchLabels: { app: NAME } } }], ports: [{ port: 4318 }] }] },
    });
  });
});

interface Config {
  readonly extensions: object;
  readonly receivers: object;
  readonly processors: object;
  readonly exporters: object;
  readonly service: {
    readonly extensions: readonly string[];
    readonly pipelines: Readonly<
      Record<string, Readonly<Record<'receivers' | 'processors' | 'exporters', readonly string[]>>>
    >;
  };
}
