import { load } from 'js-yaml';
import { Grafana } from '../../constructs/monitoring/grafana';
import { OpenObserve } from '../../constructs/monitoring/openobserve';
import { OtelCollector } from '../../constructs/monitoring/otel-collector';
import { Prometheus, type PrometheusProps } from '../../constructs/monitoring/prometheus';
import { Tempo } from '../../constructs/monitoring/tempo';
import { Duration, type Namespace, Size, type Stack } from '../../src';
import type { Manifest } from '../../src/kubernetes/manifest';
import { CLUSTER } from '../invalid/props';
import { declare } from '../support/declare';

/** Everything that watches, as document 000 has it: one namespace, and one beside it that denies traffic. */
export function monitoring({
  also = () => {},
  ...props
}: Partial<PrometheusProps> & { also?: (built: Parts, denied: Namespace) => void } = {}) {
  return declare((stack) => {
    const cluster = stack.cluster('homelab', CLUSTER);
    const denied = cluster.namespace('self-hosted-ai', { traffic: 'denied' });
    also(parts(stack, cluster.namespace('monitoring', { podSecurity: 'privileged' }), props), denied);
  });
}

export type Parts = ReturnType<typeof parts>;

export function parts(stack: Stack, on: Namespace, props: Partial<PrometheusProps> = {}) {
  const tempo = new Tempo(stack, 'tempo', { on, version: '2.9.2', size: Size.gibibytes(20) });
  const openobserve = new OpenObserve(stack, 'openobserve', {
    on,
    version: 'v0.92.2',
    size: Size.gibibytes(50),
    retention: Duration.days(30),
    url: 'https://observe.vectorweight.com',
    email: 'admin@vectorweight.com',
  });
  const collector = new OtelCollector(stack, 'otel-collector', {
    on,
    version: '0.158.0',
    traces: tempo,
    observatory: openobserve,
  });
  const prometheus = new Prometheus(stack, 'prometheus', {
    on,
    version: '88.5.3',
    size: Size.gibibytes(40),
    url: 'https://prometheus.vectorweight.com',
    ...props,
  });
  const grafana = new Grafana(stack, 'grafana', {
    on,
    version: '12.11.1',
    url: 'https://grafana.vectorweight.com',
    prometheus,
    tempo,
    openobserve,
  });
  return { tempo, openobserve, collector, prometheus, grafana };
}

/** The one object of this kind and name. */
export function one(objects: readonly Manifest[], kind: string, name: string): Manifest {
  const found = objects.filter((object) => object.kind === kind && object.metadata.name === name);
  if (found.length !== 1) throw new Error(`${found.length} objects are ${kind} ${name}`);
  return found[0] as Manifest;
}

/** A file of a ConfigMap, read as YAML. */
export function file(objects: readonly Manifest[], configMap: string, key: string): unknown {
  const { data } = one(objects, 'ConfigMap', configMap) as Manifest & { data: Record<string, string> };
  return load(data[key] ?? '');
}
