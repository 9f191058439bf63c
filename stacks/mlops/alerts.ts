import type { AlertSet } from '../../constructs/monitoring/alerts';
import type { Derived } from '../../constructs/monitoring/records';

const GUIDE = 'Monitoring & Alerting, Setting Up Alerts';

/** The alerts of the MLOps operations guide. */
export const MLOPS_ALERTS: AlertSet = {
  name: 'mlops-platform-alerts',
  groups: {
    'mlops.platform': [
      {
        alert: 'GitOpsSourceNotReady',
        expr: 'flux_source_conditions{type="Ready"} == 0',
        for: '5m',
        severity: 'warning',
        summary: 'GitOps source {{ $labels.name }} is not ready',
        runbook: `${GUIDE}; Troubleshooting Playbook, GitRepository Not Syncing`,
      },
      {
        alert: 'KafkaClusterDown',
        expr: 'up{job="kafka-exporter"} == 0',
        for: '2m',
        severity: 'critical',
        summary: 'Kafka cluster is down',
        runbook: `${GUIDE}; Emergency Procedures, Kafka Cluster Recovery`,
      },
      // The guide divides what is usable by what there is, which never changes. Meant is what is still free of what is usable.
      {
        alert: 'MinIOHighDiskUsage',
        expr: 'min by (namespace) (minio_cluster_capacity_usable_free_bytes / minio_cluster_capacity_usable_total_bytes) < 0.1',
        for: '5m',
        severity: 'warning',
        summary: 'MinIO disk usage above 90%',
        runbook: `${GUIDE}; Emergency Procedures, MinIO Recovery`,
      },
    ],
  },
  replaces: [],
};

/**
 * Names of the guide's table that no product exports. MinIO says how much there is, with and without parity, under longer names, and every server says it of
 * all. Its operator has no metrics at all: that it is up is known from its Deployment.
 */
export const MLOPS_RECORDS: Readonly<Record<string, readonly Derived[]>> = {
  'mlops.minio': [
    {
      record: 'minio_cluster_capacity_total_bytes',
      expr: 'max by (namespace) (minio_cluster_capacity_raw_total_bytes)',
    },
    {
      record: 'minio_cluster_capacity_usable_bytes',
      expr: 'max by (namespace) (minio_cluster_capacity_usable_total_bytes)',
    },
    {
      record: 'up',
      expr: 'min by (namespace) (kube_deployment_status_replicas_available{deployment="minio-operator"}) > bool 0',
      labels: { job: 'minio-operator' },
    },
  ],
};
