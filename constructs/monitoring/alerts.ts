/** Something that a person should know, why, and where the manual says what to do. */
export interface Alert {
  readonly alert: string;
  readonly expr: string;
  /** How long it must be so. */
  readonly for: string;
  readonly severity: 'warning' | 'critical';
  /** May name labels: `{{ $labels.pod }}`. */
  readonly summary: string;
  /** Section of the operations manual. */
  readonly runbook: string;
}

/** The operator's PrometheusRule, as far as it is used here. */
export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly {
    readonly alert: string;
    readonly expr: string;
    readonly for: string;
    readonly labels: { readonly severity: string };
    readonly annotations: { readonly summary: string; readonly runbook: string };
  }[];
}

/** Groups in which there is something. */
export function ruleGroups(groups: AlertSet['groups']): RuleGroup[] {
  return Object.entries(groups).flatMap(([name, alerts]) => (alerts.length > 0 ? [ruleGroup(name, alerts)] : []));
}

function ruleGroup(name: string, alerts: readonly Alert[]): RuleGroup {
  return {
    name,
    rules: alerts.map(({ alert, expr, for: wait, severity, summary, runbook }) => ({
      alert,
      expr,
      for: wait,
      labels: { severity },
      annotations: { summary, runbook: `Operations manual: ${runbook}` },
    })),
  };
}

/** Alerts by group, and the PrometheusRule that they stand in. */
export interface AlertSet {
  readonly name: string;
  readonly groups: Readonly<Record<string, readonly Alert[]>>;
  /** Alerts of the chart that say the same as one of these: each thing is said once. @default - what the homelab's alerts say as well */
  readonly replaces?: readonly string[];
}

/** Counters of the collector end in `_total` in some of its versions and not in others (0.158.0: not). */
export const collector = (metric: string) => `{__name__=~"otelcol_${metric}(_total)?"}`;

/** Alerts of the chart that say the same as one of the homelab's. */
export const REPLACED = ['KubePodCrashLooping', 'KubePersistentVolumeFillingUp', 'NodeMemoryHighUtilization'];

/** The manual's daily checks, asked by a machine. */
export const DAILY: readonly Alert[] = [
  {
    alert: 'ArgoCdNotSynced',
    expr: 'argocd_app_info{sync_status!="Synced"} == 1',
    for: '30m',
    severity: 'warning',
    summary: 'Application {{ $labels.name }} is {{ $labels.sync_status }}',
    runbook: 'Maintenance Tasks, Daily; Quick Commands, Cluster Status (argocd app list)',
  },
  {
    alert: 'ArgoCdNotHealthy',
    expr: 'argocd_app_info{health_status!~"Healthy|Suspended"} == 1',
    for: '15m',
    severity: 'warning',
    summary: 'Application {{ $labels.name }} is {{ $labels.health_status }}',
    runbook: 'Maintenance Tasks, Daily; Quick Commands, Cluster Status (argocd app list)',
  },
  {
    alert: 'BackupNotCompleted',
    expr: 'time() - max by (namespace, cronjob) (kube_cronjob_status_last_successful_time{cronjob=~".*backup.*"}) > 26 * 3600',
    for: '15m',
    severity: 'critical',
    summary: 'Backup {{ $labels.namespace }}/{{ $labels.cronjob }} last completed {{ $value | humanizeDuration }} ago',
    runbook: 'Maintenance Tasks, Daily; Quick Commands, Backup & Restore',
  },
  {
    alert: 'BackupNeverCompleted',
    expr: 'absent(kube_cronjob_status_last_successful_time{cronjob=~".*backup.*"})',
    for: '26h',
    severity: 'critical',
    summary: 'No backup has ever completed',
    runbook: 'Maintenance Tasks, Daily; Quick Commands, Backup & Restore',
  },
];

/** What certificates, pods, disks and memory come to before somebody notices. */
export const CLUSTER: readonly Alert[] = [
  {
    alert: 'CertificateAboutToExpire',
    expr: 'certmanager_certificate_expiration_timestamp_seconds - time() < 14 * 24 * 3600',
    for: '1h',
    severity: 'critical',
    summary: 'Certificate {{ $labels.namespace }}/{{ $labels.name }} expires in {{ $value | humanizeDuration }}',
    runbook: 'Troubleshooting, Certificate Issues',
  },
  {
    alert: 'CertificateNotReady',
    expr: 'certmanager_certificate_ready_status{condition="True"} == 0',
    for: '30m',
    severity: 'warning',
    summary: 'Certificate {{ $labels.namespace }}/{{ $labels.name }} is not ready',
    runbook: 'Troubleshooting, Certificate Issues',
  },
  {
    alert: 'PodCrashLooping',
    expr: 'max_over_time(kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff"}[5m]) >= 1',
    for: '10m',
    severity: 'warning',
    summary:
      'Container {{ $labels.container }} of pod {{ $labels.namespace }}/{{ $labels.pod }} crashes again and again',
    runbook: 'Troubleshooting, Pod CrashLoopBackOff',
  },
  {
    alert: 'VolumeNearlyFull',
    expr: 'kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes < 0.1',
    for: '15m',
    severity: 'critical',
    summary:
      'Claim {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left',
    runbook: 'Maintenance Tasks, Weekly (clean up old logs); Service Endpoints (Longhorn)',
  },
  {
    alert: 'NodeMemoryLow',
    expr: 'node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes < 0.1',
    for: '10m',
    severity: 'warning',
    summary: 'Node {{ $labels.instance }} has {{ $value | humanizePercentage }} of its memory left',
    runbook: 'Troubleshooting, High Memory Usage',
  },
];

/** Whether models answer, and how fast. Names of LiteLLM's metrics: litellm/integrations/prometheus.py at 1.108.11. */
export const MODELS: readonly Alert[] = [
  {
    alert: 'LiteLlmErrors',
    expr: 'sum(rate(litellm_proxy_failed_requests_metric_total[10m])) / sum(rate(litellm_proxy_total_requests_metric_total[10m])) > 0.05',
    for: '10m',
    severity: 'warning',
    summary: '{{ $value | humanizePercentage }} of the requests to LiteLLM fail',
    runbook: 'Troubleshooting, Slow Inference (Check LiteLLM queue, Check rate limits)',
  },
  {
    alert: 'LiteLlmSlow',
    expr: 'histogram_quantile(0.95, sum by (le, model) (rate(litellm_request_total_latency_metric_bucket[10m]))) > 60',
    for: '15m',
    severity: 'warning',
    summary: 'One request in twenty to {{ $labels.model }} takes longer than {{ $value | humanizeDuration }}',
    runbook: 'Troubleshooting, Slow Inference',
  },
  {
    alert: 'ModelServerDown',
    expr: 'litellm_deployment_state == 2',
    for: '5m',
    severity: 'critical',
    summary: 'LiteLLM gets no answer for {{ $labels.litellm_model_name }} from {{ $labels.api_base }}',
    runbook: 'GPU Worker; Troubleshooting, Slow Inference',
  },
];

/** Each counter by itself: `rate` of several at once fails where two of them have the same labels. */
const LOST = ['send', 'enqueue'].flatMap((when) =>
  ['spans', 'log_records', 'metric_points'].map(
    (what) => `sum by (exporter) (rate(${collector(`exporter_${when}_failed_${what}`)}[10m])) > 0`,
  ),
);

/** Whether traces, logs and metrics arrive whole. */
export const TRACING: readonly Alert[] = [
  {
    alert: 'TelemetryDropped',
    expr: LOST.join(' or '),
    for: '15m',
    severity: 'warning',
    summary: 'The OpenTelemetry Collector drops what {{ $labels.exporter }} does not take',
    runbook: 'Troubleshooting Tracing, Traces incomplete',
  },
];

/** What the manual of the homelab asks to be watched. */
export const HOMELAB_ALERTS: AlertSet = {
  name: 'daily-checks',
  groups: { daily: DAILY, cluster: CLUSTER, models: MODELS, tracing: TRACING },
};
