import type { Case } from './alerts';

const source = (type: string) =>
  `flux_source_conditions{type="${type}",name="mlops-infrastructure",namespace="flux-system",customresource_kind="GitRepository"}`;
const SOURCE = {
  type: 'Ready',
  name: 'mlops-infrastructure',
  namespace: 'flux-system',
  customresource_kind: 'GitRepository',
};
const up = (job: string) => `up{job="${job}",instance="10.42.1.7:9404",namespace="data-plane"}`;
const room = (what: string, instance = '10.42.1.8:9000') =>
  `minio_cluster_capacity_usable_${what}_bytes{namespace="data-plane",instance="${instance}"}`;

/** At least one case for each alert of the MLOps platform. */
export const MLOPS_CASES: Readonly<Record<string, Case>> = {
  GitOpsSourceNotReady: {
    fires: { [source('Ready')]: '0x20', [source('Reconciling')]: '1x20' },
    labels: SOURCE,
    summary: 'GitOps source mlops-infrastructure is not ready',
    quiet: {
      'it is ready': { [source('Ready')]: '1x20', [source('FetchFailed')]: '0x20' },
      'it was fetched anew': { [source('Ready')]: '1 0 0 1x20' },
    },
  },
  KafkaClusterDown: {
    fires: { [up('kafka-exporter')]: '0x20' },
    labels: { job: 'kafka-exporter', instance: '10.42.1.7:9404', namespace: 'data-plane' },
    summary: 'Kafka cluster is down',
    quiet: {
      'it is up': { [up('kafka-exporter')]: '1x20' },
      'a broker alone is missing': { [up('kafka-exporter')]: '1x20', [up('kafka')]: '0x20' },
    },
  },
  MinIOHighDiskUsage: {
    fires: {
      [room('free')]: '5x20',
      [room('total')]: '100x20',
      [room('free', '10.42.2.8:9000')]: '6x20',
      [room('total', '10.42.2.8:9000')]: '100x20',
    },
    labels: { namespace: 'data-plane' },
    summary: 'MinIO disk usage above 90%',
    quiet: {
      'half is free': { [room('free')]: '50x20', [room('total')]: '100x20' },
      'much goes to parity, and little is used': {
        [room('free')]: '45x20',
        [room('total')]: '50x20',
        'minio_cluster_capacity_raw_total_bytes{namespace="data-plane",instance="10.42.1.8:9000"}': '1000x20',
      },
    },
  },
};

/** Recording rules: what is made of what. */
export const MLOPS_RECORDED: Readonly<
  Record<string, { readonly of: Readonly<Record<string, string>>; readonly samples: Readonly<Record<string, number>> }>
> = {
  minio_cluster_capacity_total_bytes: {
    of: {
      'minio_cluster_capacity_raw_total_bytes{namespace="data-plane",instance="a"}': '800x5',
      'minio_cluster_capacity_raw_total_bytes{namespace="data-plane",instance="b"}': '800x5',
    },
    samples: { 'minio_cluster_capacity_total_bytes{namespace="data-plane"}': 800 },
  },
  minio_cluster_capacity_usable_bytes: {
    of: { [room('total')]: '400x5' },
    samples: { 'minio_cluster_capacity_usable_bytes{namespace="data-plane"}': 400 },
  },
  up: {
    of: {
      'kube_deployment_status_replicas_available{namespace="platform-operators",deployment="minio-operator"}': '2x5',
      'kube_deployment_status_replicas_available{namespace="elsewhere",deployment="minio-operator"}': '0x5',
      'kube_deployment_status_replicas_available{namespace="platform-operators",deployment="other"}': '0x5',
    },
    samples: {
      'up{job="minio-operator",namespace="platform-operators"}': 1,
      'up{job="minio-operator",namespace="elsewhere"}': 0,
    },
  },
};
