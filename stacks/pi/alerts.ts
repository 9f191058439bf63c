import { type Alert, type AlertSet, DAILY } from '../../constructs/monitoring/alerts';

const HOLM = 'namespace="holm"';
const requests = (only = '') => `sum by (container) (rate(http_requests_total{${HOLM}${only}}[5m]))`;
const failing = `${requests(',status=~"5.."')} / ${requests()}`;
const restarts = (window: string) => `increase(kube_pod_container_status_restarts_total{${HOLM}}[${window}])`;
const POD = 'Container {{ $labels.container }} of pod {{ $labels.pod }}';

/** Section 3.3: when somebody has to think of a rollback. */
const ROLLBACK: readonly Alert[] = [
  {
    alert: 'ServiceRestarting',
    expr: `${restarts('5m')} > 3`,
    for: '1m',
    severity: 'critical',
    summary: `${POD} started {{ $value | humanize }} times anew in 5 minutes`,
    runbook: '3.3 Acceptable Error Rates and Rollback Triggers; 2.2 Pod in CrashLoopBackOff',
  },
  {
    alert: 'ServiceUnhealthy',
    expr: `kube_pod_status_ready{${HOLM},condition="true"} == 0 and on (namespace, pod) kube_pod_status_phase{phase="Running"} == 1`,
    for: '2m',
    severity: 'critical',
    summary: 'Pod {{ $labels.pod }} does not pass its health check',
    runbook: '3.3 Acceptable Error Rates and Rollback Triggers; 1.3 How to Check Service Health',
  },
  {
    alert: 'ServiceErrors',
    expr: `${failing} > 0.05`,
    for: '2m',
    severity: 'critical',
    summary: '{{ $value | humanizePercentage }} of the requests to {{ $labels.container }} fail',
    runbook: '3.3 Acceptable Error Rates and Rollback Triggers',
  },
];

/** Section 5.2: what is to be kept, before anybody has to roll back. */
const TARGETS: readonly Alert[] = [
  {
    alert: 'NodeCpuHigh',
    expr: '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m])) > 0.8',
    for: '15m',
    severity: 'warning',
    summary: 'Node {{ $labels.instance }} has its processor {{ $value | humanizePercentage }} in use',
    runbook: '5.2 Key Metrics to Watch',
  },
  {
    alert: 'NodeMemoryHigh',
    expr: '1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes > 0.85',
    for: '15m',
    severity: 'warning',
    summary: 'Node {{ $labels.instance }} has {{ $value | humanizePercentage }} of its memory in use',
    runbook: '5.2 Key Metrics to Watch',
  },
  {
    alert: 'PodRestarts',
    expr: `${restarts('1h')} > 3`,
    for: '1m',
    severity: 'warning',
    summary: `${POD} started {{ $value | humanize }} times anew in an hour`,
    runbook: '5.2 Key Metrics to Watch; 2.2 Pod in CrashLoopBackOff',
  },
  {
    alert: 'ServiceSlow',
    expr: `histogram_quantile(0.99, sum by (le, container) (rate(http_request_duration_seconds_bucket{${HOLM}}[5m]))) > 0.5`,
    for: '10m',
    severity: 'warning',
    summary: 'One request in a hundred to {{ $labels.container }} takes longer than {{ $value | humanizeDuration }}',
    runbook: '5.2 Key Metrics to Watch',
  },
  {
    alert: 'ServiceErrorsAboveTarget',
    expr: `${failing} > 0.01`,
    for: '10m',
    severity: 'warning',
    summary: '{{ $value | humanizePercentage }} of the requests to {{ $labels.container }} fail',
    runbook: '5.2 Key Metrics to Watch',
  },
];

/** Section 5.2, storage. Metrics: Longhorn 1.12, Longhorn Metrics for Monitoring; latencies are in nanoseconds. */
const LONGHORN: readonly Alert[] = [
  {
    alert: 'VolumeFull',
    expr: 'kubelet_volume_stats_used_bytes / kubelet_volume_stats_capacity_bytes > 0.85',
    for: '15m',
    severity: 'warning',
    summary:
      'Claim {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is {{ $value | humanizePercentage }} full',
    runbook: '5.2 Key Metrics to Watch; 2.4 Storage Issues',
  },
  {
    alert: 'LonghornDiskFull',
    expr: 'longhorn_disk_usage_bytes / longhorn_disk_capacity_bytes > 0.8',
    for: '15m',
    severity: 'warning',
    summary: "Longhorn's disk {{ $labels.disk }} of node {{ $labels.node }} is {{ $value | humanizePercentage }} full",
    runbook: '5.2 Key Metrics to Watch; 2.4 Storage Issues',
  },
  {
    alert: 'LonghornVolumeDegraded',
    expr: 'longhorn_volume_robustness{state="degraded"} == 1',
    for: '15m',
    severity: 'warning',
    summary: 'Volume {{ $labels.volume }} ({{ $labels.pvc_namespace }}/{{ $labels.pvc }}) lacks replicas',
    runbook: '5.2 Key Metrics to Watch; 2.4 Storage Issues',
  },
  {
    alert: 'LonghornVolumeFaulted',
    expr: 'longhorn_volume_robustness{state="faulted"} == 1',
    for: '1m',
    severity: 'critical',
    summary: 'Volume {{ $labels.volume }} ({{ $labels.pvc_namespace }}/{{ $labels.pvc }}) has no healthy replica',
    runbook: '4.2 How to Restore from Backup; 2.4 Storage Issues',
  },
  {
    alert: 'LonghornSlow',
    expr: 'longhorn_volume_read_latency > 100e6 or longhorn_volume_write_latency > 100e6',
    for: '10m',
    severity: 'warning',
    summary:
      'Volume {{ $labels.volume }} ({{ $labels.pvc_namespace }}/{{ $labels.pvc }}) takes more than 100 ms for a block',
    runbook: '5.2 Key Metrics to Watch',
  },
];

const BACKUPS = DAILY.filter(({ alert }) => alert.startsWith('Backup')).map((alert) => ({
  ...alert,
  runbook: '4.1 Database Backup Procedures',
}));

/** What HolmOS' runbook asks to be watched. */
export const HOLM_ALERTS: AlertSet = {
  name: 'runbook',
  groups: { rollback: ROLLBACK, targets: TARGETS, longhorn: LONGHORN, backups: BACKUPS },
};
