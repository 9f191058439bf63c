/** Metrics by series, one value a minute as promtool writes them: `0+6x60` grows by six, `_` is none. */
type Series = Readonly<Record<string, string>>;

/** When an alert fires, as what, and when it does not. */
export interface Case {
  readonly fires: Series;
  /** Minute in which the expression becomes true. @default 0 */
  readonly since?: number;
  /** Besides its severity. */
  readonly labels: Readonly<Record<string, string>>;
  readonly summary: string;
  /** By what is the case, at the same time. */
  readonly quiet: Readonly<Record<string, Series>>;
}

const HOURS = 60;

const app = (sync: string, health: string) =>
  `argocd_app_info{name="litellm",sync_status="${sync}",health_status="${health}"}`;
const backup = (cronjob: string) =>
  `kube_cronjob_status_last_successful_time{namespace="self-hosted-ai",cronjob="${cronjob}"}`;
const expiry = 'certmanager_certificate_expiration_timestamp_seconds{namespace="cert-manager",name="wildcard"}';
const ready = (condition: string) =>
  `certmanager_certificate_ready_status{namespace="cert-manager",name="wildcard",condition="${condition}"}`;
const waiting = (reason: string) =>
  `kube_pod_container_status_waiting_reason{namespace="ops",pod="chat-0",container="chat",reason="${reason}"}`;
const room = (what: string) => `kubelet_volume_stats_${what}_bytes{namespace="ops",persistentvolumeclaim="chat-data"}`;
const memory = (what: string) => `node_memory_Mem${what}_bytes{instance="192.168.1.10:9100"}`;
const requests = (what: string, model = 'qwen') => `litellm_proxy_${what}_requests_metric_total{model="${model}"}`;
const latency = (le: string) => `litellm_request_total_latency_metric_bucket{model="qwen",le="${le}"}`;
const deployment = 'litellm_deployment_state{litellm_model_name="qwen",api_base="http://192.168.1.99:11434"}';
const lost = (what: string) => `otelcol_exporter_${what}{exporter="otlp_http/traces",instance="collector"}`;
const probe = 'probe_success{job="gpu-worker-ollama",instance="http://ollama"}';

/** At least one case for each alert. */
export const CASES: Readonly<Record<string, Case>> = {
  ArgoCdNotSynced: {
    fires: { [app('OutOfSync', 'Healthy')]: '1x60' },
    labels: { name: 'litellm', sync_status: 'OutOfSync', health_status: 'Healthy' },
    summary: 'Application litellm is OutOfSync',
    quiet: {
      'it is in step': { [app('Synced', 'Degraded')]: '1x60' },
      'it was not for a while': {
        [app('OutOfSync', 'Healthy')]: '1x20 stale',
        [app('Synced', 'Healthy')]: '_x20 1x40',
      },
    },
  },
  ArgoCdNotHealthy: {
    fires: { [app('Synced', 'Degraded')]: '1x60' },
    labels: { name: 'litellm', sync_status: 'Synced', health_status: 'Degraded' },
    summary: 'Application litellm is Degraded',
    quiet: {
      'it is well': { [app('OutOfSync', 'Healthy')]: '1x60' },
      'somebody stopped it': { [app('Synced', 'Suspended')]: '1x60' },
      'it started': { [app('Synced', 'Progressing')]: '1x10 stale', [app('Synced', 'Healthy')]: '_x10 1x50' },
    },
  },
  BackupNotCompleted: {
    fires: { [backup('postgresql-backup')]: '0x1700' },
    since: 26 * HOURS + 1,
    labels: { namespace: 'self-hosted-ai', cronjob: 'postgresql-backup' },
    summary: 'Backup self-hosted-ai/postgresql-backup last completed 1d 2h 17m 0s ago',
    quiet: {
      'it completed since': { [backup('postgresql-backup')]: '0x1440 86400x260' },
      'the old one is none of a backup': { [backup('cleanup')]: '0x1700' },
    },
  },
  BackupNeverCompleted: {
    fires: { [backup('cleanup')]: '0x1700' },
    labels: {},
    summary: 'No backup has ever completed',
    quiet: { 'one has': { [backup('postgresql-backup')]: '0x1700' } },
  },
  CertificateAboutToExpire: {
    fires: { [expiry]: `${10 * 86400}x100` },
    labels: { namespace: 'cert-manager', name: 'wildcard' },
    summary: 'Certificate cert-manager/wildcard expires in 9d 22h 59m 0s',
    quiet: {
      'there is a month': { [expiry]: `${30 * 86400}x100` },
      'it was renewed': { [expiry]: `${10 * 86400}x30 ${90 * 86400}x70` },
    },
  },
  CertificateNotReady: {
    fires: { [ready('True')]: '0x60', [ready('False')]: '1x60', [ready('Unknown')]: '0x60' },
    labels: { namespace: 'cert-manager', name: 'wildcard', condition: 'True' },
    summary: 'Certificate cert-manager/wildcard is not ready',
    quiet: { 'it is': { [ready('True')]: '1x60', [ready('False')]: '0x60', [ready('Unknown')]: '0x60' } },
  },
  PodCrashLooping: {
    fires: { [waiting('CrashLoopBackOff')]: '1 1 _ _ 1 1 _ _ 1 1 _ _ 1 1 _ _ 1 1' },
    labels: { namespace: 'ops', pod: 'chat-0', container: 'chat', reason: 'CrashLoopBackOff' },
    summary: 'Container chat of pod ops/chat-0 crashes again and again',
    quiet: {
      'it crashed once': { [waiting('CrashLoopBackOff')]: '1 1 1 stale' },
      'it waits for its image': { [waiting('ContainerCreating')]: '1x60' },
    },
  },
  VolumeNearlyFull: {
    fires: { [room('available')]: '5x60', [room('capacity')]: '100x60' },
    labels: { namespace: 'ops', persistentvolumeclaim: 'chat-data' },
    summary: 'Claim ops/chat-data has 5% left',
    quiet: { 'half is left': { [room('available')]: '50x60', [room('capacity')]: '100x60' } },
  },
  NodeMemoryLow: {
    fires: { [memory('Available')]: '1x60', [memory('Total')]: '16x60' },
    labels: { instance: '192.168.1.10:9100' },
    summary: 'Node 192.168.1.10:9100 has 6.25% of its memory left',
    quiet: { 'half is left': { [memory('Available')]: '8x60', [memory('Total')]: '16x60' } },
  },
  LiteLlmErrors: {
    fires: { [requests('failed')]: '0+6x60', [requests('total')]: '0+50x60', [requests('total', 'phi')]: '0+10x60' },
    since: 1,
    labels: {},
    summary: '10% of the requests to LiteLLM fail',
    quiet: {
      'few fail': { [requests('failed')]: '0+1x60', [requests('total')]: '0+60x60' },
      'none fails': { [requests('total')]: '0+60x60' },
      'nobody asks': { [requests('failed')]: '6x60', [requests('total')]: '6x60' },
    },
  },
  LiteLlmSlow: {
    fires: { [latency('60')]: '0x60', [latency('120')]: '0+10x60', [latency('+Inf')]: '0+10x60' },
    since: 1,
    labels: { model: 'qwen' },
    summary: 'One request in twenty to qwen takes longer than 1m 57s',
    quiet: {
      'they take seconds': { [latency('60')]: '0+10x60', [latency('120')]: '0+10x60', [latency('+Inf')]: '0+10x60' },
      'nobody asks': { [latency('60')]: '0x60', [latency('120')]: '9x60', [latency('+Inf')]: '9x60' },
    },
  },
  ModelServerDown: {
    fires: { [deployment]: '2x20' },
    labels: { litellm_model_name: 'qwen', api_base: 'http://192.168.1.99:11434' },
    summary: 'LiteLLM gets no answer for qwen from http://192.168.1.99:11434',
    quiet: { 'it answers': { [deployment]: '0x20' }, 'it answers in part': { [deployment]: '1x20' } },
  },
  TelemetryDropped: {
    fires: {
      [lost('send_failed_spans')]: '0+1x60',
      [lost('send_failed_log_records')]: '0+1x60',
      [lost('enqueue_failed_metric_points')]: '0+1x60',
    },
    since: 1,
    labels: { exporter: 'otlp_http/traces' },
    summary: 'The OpenTelemetry Collector drops what otlp_http/traces does not take',
    quiet: {
      'nothing is lost': { [lost('send_failed_spans')]: '7x60', [lost('send_failed_log_records')]: '0x60' },
      'all is sent': { [lost('sent_spans')]: '0+9x60' },
    },
  },
  GpuHostDown: {
    fires: { [probe]: '0x20' },
    labels: { job: 'gpu-worker-ollama', instance: 'http://ollama' },
    summary: 'Ollama on the GPU host does not answer',
    quiet: { 'it answers': { [probe]: '1x20' }, 'it started anew': { [probe]: '1 0 0 0 1x20' } },
  },
};
