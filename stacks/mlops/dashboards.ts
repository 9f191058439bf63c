import type { Dashboard } from '../../constructs/monitoring/dashboards';

const ready = (what: string) => `flux_${what}_conditions{type="Ready"}`;
const JOBS = ['strimzi-operator', 'minio-operator', 'spark-operator', 'kafka-exporter'];

/** The guide's table of key metrics, and what its alerts ask. */
const PLATFORM: Dashboard = {
  uid: 'mlops-platform',
  title: 'MLOps platform',
  panels: [
    {
      title: 'Delivered by Flux and not ready',
      type: 'stat',
      queries: [
        { expr: `count(${ready('source')} == 0) or vector(0)`, legend: 'sources' },
        { expr: `count(${ready('kustomization')} == 0) or vector(0)`, legend: 'Kustomizations' },
        { expr: `count(${ready('helmrelease')} == 0) or vector(0)`, legend: 'releases' },
      ],
    },
    {
      title: 'Operators, and the exporter of Kafka: 1 is up',
      type: 'stat',
      queries: [{ expr: `min by (job) (up{job=~"${JOBS.join('|')}"})`, legend: '{{job}}' }],
    },
    {
      title: 'Kafka: bytes a second',
      unit: 'Bps',
      queries: [
        { expr: 'sum(kafka_server_brokertopicmetrics_bytesinpersec)', legend: 'in' },
        { expr: 'sum(kafka_server_brokertopicmetrics_bytesoutpersec)', legend: 'out' },
      ],
    },
    {
      title: 'Kafka: controllers in charge, of which there is one, and partitions that lack copies',
      queries: [
        { expr: 'sum(kafka_controller_kafkacontroller_activecontrollercount)', legend: 'controllers in charge' },
        { expr: 'sum(kafka_server_replicamanager_underreplicatedpartitions)', legend: 'lacking copies' },
      ],
    },
    {
      title: 'Kafka: messages that consumers have not read yet',
      queries: [
        { expr: 'sum by (consumergroup, topic) (kafka_consumergroup_lag)', legend: '{{consumergroup}} {{topic}}' },
      ],
    },
    {
      title: 'MinIO: room that is usable, and what is left of it',
      unit: 'bytes',
      queries: [
        { expr: 'minio_cluster_capacity_usable_bytes', legend: 'usable' },
        { expr: 'min by (namespace) (minio_cluster_capacity_usable_free_bytes)', legend: 'free' },
      ],
    },
    {
      title: 'MinIO: objects looked at and healed',
      queries: [
        { expr: 'sum by (namespace) (minio_heal_objects_total)', legend: 'looked at' },
        { expr: 'sum by (namespace) (minio_heal_objects_heal_total)', legend: 'healed' },
      ],
    },
    {
      title: 'Spark: applications',
      queries: [
        { expr: 'sum(spark_application_running_count)', legend: 'running' },
        { expr: 'sum(increase(spark_application_failure_count[1h]))', legend: 'failed in an hour' },
      ],
    },
  ],
};

export const MLOPS_DASHBOARDS: readonly Dashboard[] = [PLATFORM];
