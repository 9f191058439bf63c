import { collector } from './alerts';

/** One curve or number: what is asked of Prometheus, and what it is called. */
export interface Query {
  readonly expr: string;
  /** May name labels: `{{model}}`. */
  readonly legend: string;
}

export interface Panel {
  readonly title: string;
  readonly queries: readonly Query[];
  /** @default 'timeseries' */
  readonly type?: 'timeseries' | 'stat';
  /** In Grafana's words. @default 'short' */
  readonly unit?: 'short' | 'reqps' | 'percentunit' | 's' | 'bytes' | 'Bps';
}

export interface Dashboard {
  /** Stays the same for as long as links to it shall work. */
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
}

const WIDTH = 12;
const HEIGHT = 8;

/** Grafana's JSON of a dashboard, two panels a row. */
export function dashboardJson({ uid, title, panels }: Dashboard, datasource: { type: string; uid: string }): string {
  const dashboard = {
    uid,
    title,
    tags: ['steading'],
    schemaVersion: 39,
    timezone: 'browser',
    refresh: '1m',
    time: { from: 'now-6h', to: 'now' },
    panels: panels.map((panel, i) => ({
      id: i + 1,
      type: panel.type ?? 'timeseries',
      title: panel.title,
      datasource,
      gridPos: { x: (i % 2) * WIDTH, y: Math.floor(i / 2) * HEIGHT, w: WIDTH, h: HEIGHT },
      fieldConfig: { defaults: { unit: panel.unit ?? 'short', min: 0 }, overrides: [] },
      targets: panel.queries.map(({ expr, legend }, n) => ({
        refId: String.fromCharCode(65 + n),
        datasource,
        expr,
        legendFormat: legend,
      })),
    })),
  };
  return `${JSON.stringify(dashboard, undefined, 2)}\n`;
}

const rate = (metric: string, by: string) => `sum by (${by}) (rate(${metric}[5m]))`;
const quantile = (q: number, histogram: string, by: string) =>
  `histogram_quantile(${q}, ${rate(`${histogram}_bucket`, `le, ${by}`)})`;

const LITELLM: Dashboard = {
  uid: 'litellm',
  title: 'LiteLLM',
  panels: [
    {
      title: 'Requests by model',
      unit: 'reqps',
      queries: [
        { expr: rate('litellm_proxy_total_requests_metric_total', 'requested_model'), legend: '{{requested_model}}' },
      ],
    },
    {
      title: 'Failed requests',
      unit: 'reqps',
      queries: [
        {
          expr: rate('litellm_proxy_failed_requests_metric_total', 'requested_model, exception_class'),
          legend: '{{requested_model}} {{exception_class}}',
        },
      ],
    },
    {
      title: 'Time to the whole answer',
      unit: 's',
      queries: [
        { expr: quantile(0.5, 'litellm_request_total_latency_metric', 'model'), legend: '{{model}} half' },
        { expr: quantile(0.95, 'litellm_request_total_latency_metric', 'model'), legend: '{{model}} 95 %' },
      ],
    },
    {
      title: 'Time to the first token',
      unit: 's',
      queries: [
        { expr: quantile(0.95, 'litellm_llm_api_time_to_first_token_metric', 'model'), legend: '{{model}} 95 %' },
      ],
    },
    {
      title: 'Tokens written a second',
      queries: [{ expr: rate('litellm_output_tokens_metric_total', 'model'), legend: '{{model}}' }],
    },
    {
      title: 'Model servers: 0 healthy, 1 in part, 2 down',
      type: 'stat',
      queries: [{ expr: 'litellm_deployment_state', legend: '{{litellm_model_name}}' }],
    },
  ],
};

const CLUSTER: Dashboard = {
  uid: 'cluster',
  title: 'Cluster overview',
  panels: [
    {
      title: 'Processor in use',
      unit: 'percentunit',
      queries: [
        { expr: '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m]))', legend: '{{instance}}' },
      ],
    },
    {
      title: 'Memory in use',
      unit: 'percentunit',
      queries: [{ expr: '1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes', legend: '{{instance}}' }],
    },
    {
      title: 'Memory by namespace',
      unit: 'bytes',
      queries: [
        { expr: 'sum by (namespace) (container_memory_working_set_bytes{container!=""})', legend: '{{namespace}}' },
      ],
    },
    {
      title: 'Room left on disks',
      unit: 'percentunit',
      queries: [
        {
          expr: 'node_filesystem_avail_bytes{fstype!~"tmpfs|ramfs"} / node_filesystem_size_bytes{fstype!~"tmpfs|ramfs"}',
          legend: '{{instance}} {{mountpoint}}',
        },
        {
          expr: 'kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes',
          legend: '{{namespace}}/{{persistentvolumeclaim}}',
        },
      ],
    },
    {
      title: 'Pods that do not run',
      queries: [
        {
          expr: 'sum by (namespace, phase) (kube_pod_status_phase{phase=~"Pending|Failed|Unknown"}) > 0',
          legend: '{{namespace}} {{phase}}',
        },
      ],
    },
    {
      title: 'Restarts in the last hour',
      queries: [
        {
          expr: 'sum by (namespace, pod) (increase(kube_pod_container_status_restarts_total[1h])) > 0',
          legend: '{{namespace}}/{{pod}}',
        },
      ],
    },
  ],
};

const TRACING: Dashboard = {
  uid: 'tracing',
  title: 'Tracing',
  panels: [
    {
      title: 'Spans that arrive and leave',
      queries: [
        { expr: rate(collector('receiver_accepted_spans'), 'receiver'), legend: 'from {{receiver}}' },
        { expr: rate(collector('exporter_sent_spans'), 'exporter'), legend: 'to {{exporter}}' },
      ],
    },
    {
      title: 'What Tempo takes in',
      unit: 'Bps',
      queries: [{ expr: rate('tempo_ingester_bytes_received_total', 'instance'), legend: '{{instance}}' }],
    },
  ],
};

export const DASHBOARDS: readonly Dashboard[] = [CLUSTER, LITELLM, TRACING];
