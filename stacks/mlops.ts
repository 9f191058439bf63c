import { KafkaCluster } from '../constructs/kafka/cluster';
import { Strimzi } from '../constructs/kafka/strimzi';
import { Limits } from '../constructs/limits';
import { MinioOperator } from '../constructs/minio/operator';
import { MinioTenant } from '../constructs/minio/tenant';
import { Grafana } from '../constructs/monitoring/grafana';
import { Prometheus } from '../constructs/monitoring/prometheus';
import { FLUX_STATES } from '../constructs/monitoring/resource-metrics';
import { RedisOperator } from '../constructs/redis/operator';
import { SparkJob } from '../constructs/spark/job';
import { SparkOperator } from '../constructs/spark/operator';
import { SparkRunner } from '../constructs/spark/runner';
import { VolumeSnapshots } from '../constructs/volume-snapshots';
import {
  Component,
  Cpu,
  cluster,
  defineEnvironment,
  delivery,
  type FluxLayout,
  type HelmRelease,
  KUBERNETES,
  METRICS_SERVER,
  Size,
  SNAPSHOTS,
} from '../src';
import { MLOPS_ALERTS, MLOPS_RECORDS } from './mlops/alerts';
import { MLOPS_DASHBOARDS } from './mlops/dashboards';
import { Operations } from './mlops/operations';
import { SAMPLE } from './mlops/sample';
import * as site from './mlops.config';

/** The MLOps platform: operators for Kafka, object storage, Spark and Redis, and what they look after. */
export default defineEnvironment({
  name: 'mlops',
  config: { cluster, delivery, ...site },

  build(stack, { versions, ...site }) {
    const mlops = stack.cluster('mlops', { ...site.cluster, brings: [...KUBERNETES, ...METRICS_SERVER, ...SNAPSHOTS] });
    stack.deliver(site.delivery, { layout: LAYOUT, version: versions.flux });
    const operators = mlops.namespace('platform-operators', { podSecurity: 'baseline' });
    const data = mlops.namespace('data-plane', { podSecurity: 'baseline' });
    const orchestration = mlops.namespace('orchestration', { podSecurity: 'baseline', traffic: 'denied' });
    const lifecycle = mlops.namespace('ml-lifecycle', { podSecurity: 'baseline', traffic: 'denied' });
    const jobs = mlops.namespace('processing-jobs', { podSecurity: 'baseline' });
    const observability = mlops.namespace('observability', { podSecurity: 'privileged' });
    const flux = mlops.namespace(site.delivery.namespace, { existing: true });
    new Limits(stack, 'limits', [
      { on: orchestration, ...site.limits.orchestration, container: DEFAULT },
      { on: lifecycle, ...site.limits.mlLifecycle, container: DEFAULT },
    ]);

    // Who looks after what.
    const strimzi = new Strimzi(stack, 'strimzi-operator', {
      on: operators,
      version: versions.strimzi,
      watches: [data],
    });
    const minioOperator = new MinioOperator(stack, 'minio-operator', {
      on: operators,
      version: versions.minioOperator,
    });
    const spark = new SparkOperator(stack, 'spark-operator', {
      on: operators,
      version: versions.sparkOperator,
      jobs,
    });
    const redis = new RedisOperator(stack, 'redis-operator', { on: operators, version: versions.redisOperator });

    // What keeps state.
    const kafka = new KafkaCluster(stack, 'mlops-kafka-cluster', { on: data, operator: strimzi, ...site.kafka });
    const minio = new MinioTenant(stack, 'minio-tenant', { on: data, operator: minioOperator, ...site.minio });
    const bucket = minio.bucket('samples');
    new VolumeSnapshots(stack, 'snapshots', {
      on: data,
      ...site.snapshots,
      claims: [...kafka.claims, ...minio.claims],
      file: 'infrastructure/manifests/snapshots/data-plane.yaml',
    });

    // What computes.
    const runner = new SparkRunner(stack, 'spark-job-runner', { on: jobs, operator: spark });
    const sample = new SparkJob(stack, 'spark-sample', {
      runner,
      version: versions.spark,
      script: SAMPLE,
      args: [bucket, '1000000'],
      driver: { cores: 1, memory: Size.gibibytes(1) },
      executor: { cores: 1, memory: Size.gibibytes(1) },
      executors: 2,
      packages: ['org.apache.hadoop:hadoop-aws:3.4.1'],
      when: { file: 'infrastructure/manifests/spark/spark-sample.yaml' },
    });
    sample.store(minio, minio.user('spark'));

    // What watches.
    const watching = new Component(stack, 'metrics');
    const prometheus = new Prometheus(stack, 'prometheus', {
      on: observability,
      version: versions.prometheus,
      size: site.monitoring.size,
      url: site.monitoring.prometheus,
      labels: { app: 'prometheus' },
      alerts: MLOPS_ALERTS,
      states: FLUX_STATES,
      watching,
      ...(site.alerts && { receiver: site.alerts }),
    });
    prometheus.record('mlops-platform-metrics', MLOPS_RECORDS);
    prometheus.scrape(strimzi.metrics, { job: 'strimzi-operator' });
    prometheus.scrape(spark.metrics, { job: 'spark-operator' });
    prometheus.scrape(kafka.exporter, { job: 'kafka-exporter' });
    prometheus.scrape(kafka.metrics, { job: 'kafka' });
    prometheus.scrape(minio.s3, { job: 'minio', path: ['/minio/v2/metrics/cluster', '/minio/v2/metrics/node'] });
    const grafana = new Grafana(stack, 'grafana', {
      on: observability,
      version: versions.grafana,
      url: site.monitoring.grafana,
      port: 3000,
      labels: { app: 'grafana' },
      dashboards: MLOPS_DASHBOARDS,
      prometheus,
    });

    // What a person runs, and files that the guide names.
    new Operations(stack, 'operations', {
      operators,
      data,
      flux,
      bootstrap: { version: versions.flux, entry: BASE, source: SOURCE, kustomization: 'mlops-platform-base' },
    });
    operator(strimzi, 'strimzi-operator.yaml', strimzi.release);
    operator(minioOperator, 'minio-operator.yaml', minioOperator.release);
    operator(spark, 'spark-operator.yaml', spark.release);
    redis.file(`${COMPONENTS}/redis-operator.yaml`, ['HelmRelease/redis-operator']);
    redis.file(`${COMPONENTS}/redis-repo.yaml`, ['HelmRepository/redis-repo']);
    operator(prometheus, 'observability/prometheus.yaml', prometheus.release);
    grafana.file(`${COMPONENTS}/observability/grafana.yaml`, [
      ...['HelmRelease/grafana', 'HelmRepository/grafana', 'Secret/grafana'],
      ...MLOPS_DASHBOARDS.map(({ uid }) => `ConfigMap/dashboard-${uid}`),
    ]);
    kafka.acknowledge('api/dropped-soon', { why: 'Strimzi 0.43 serves no other version', until: '2027-12-31' });
    kafka.file('infrastructure/manifests/kafka/kafka-cluster.yaml', kafka.parts);
    watching.file('monitoring/alerts/mlops-platform-alerts.yaml', ['PrometheusRule/mlops-platform-alerts']);
  },
});

/** What a container of orchestration and ml-lifecycle gets that asks for nothing. */
const DEFAULT = { cpu: Cpu.millis(100), memory: Size.mebibytes(256) };

const BASE = 'gitops/base';
const COMPONENTS = 'gitops/components';
const SOURCE = 'mlops-infrastructure';

/**
 * The guide's folders, in their order, each delivered by a Kustomization. What stands in `infrastructure` it has people edit in the cluster and apply by hand:
 * Flux makes it where it is missing and leaves it alone after that.
 */
const LAYOUT: FluxLayout = {
  entry: BASE,
  source: SOURCE,
  folders: [
    { path: BASE, name: 'mlops-platform-base', holds: ['namespaces', 'limits', 'spark-job-runner'] },
    {
      path: COMPONENTS,
      name: 'mlops-platform-components',
      holds: ['strimzi-operator', 'minio-operator', 'spark-operator', 'redis-operator', 'prometheus', 'grafana'],
    },
    {
      path: 'infrastructure/manifests',
      name: 'mlops-platform-infrastructure',
      holds: ['mlops-kafka-cluster', 'minio-tenant', 'spark-sample', 'snapshots'],
      once: true,
    },
    { path: 'monitoring', name: 'mlops-platform-monitoring', holds: ['metrics'] },
  ],
};

/** A release and its repository, in the file that the guide gives them. */
function operator(component: Component, file: string, { name }: HelmRelease): void {
  component.file(`${COMPONENTS}/${file}`, [`HelmRelease/${name}`, `HelmRepository/${name}`]);
}
