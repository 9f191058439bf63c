import { ApiObject } from 'cdk8s';
import {
  bounds,
  Component,
  Cpu,
  derived,
  type Endpoint,
  generated,
  HelmRelease,
  localKey,
  type Namespace,
  type Provides,
  type Resources,
  Secret,
  type SecretKey,
  Size,
  type Stack,
} from '../../src';
import { DASHBOARDS, type Dashboard, dashboardJson } from './dashboards';
import { type Datasource, datasources, PASSWORD, PROMETHEUS } from './datasources';
import type { OpenObserve } from './openobserve';
import type { Prometheus } from './prometheus';

export interface GrafanaProps {
  readonly on: Namespace;
  /** Version of the chart. */
  readonly version: string;
  /** Address in a browser, such as `https://grafana.example.org`. */
  readonly url: string;
  readonly prometheus: Prometheus;
  /** Where traces are. @default - nowhere */
  readonly tempo?: Provides<'http'>;
  /** Where logs are. @default - nowhere */
  readonly openobserve?: OpenObserve;
  /** @default - the cluster's, LiteLLM's and that of tracing */
  readonly dashboards?: readonly Dashboard[];
  /** Port of its Service. @default 80 */
  readonly port?: number;
  /** Labels of its pods, where a manual finds them by others than the chart's. @default {} */
  readonly labels?: Readonly<Record<string, string>>;
  /** @default - 100m, 256Mi, at most 512Mi */
  readonly resources?: Resources;
}

/**
 * Grafana: dashboards over metrics and traces, behind a login.
 *
 * It keeps nothing: its data sources and dashboards come from here, and with every start the administrator's password anew. A dashboard that
 * somebody makes in it goes with the pod; one that shall stay is added to constructs/monitoring. The chart runs the image as uid 472, gid 472.
 */
export class Grafana extends Component implements Provides<'http'> {
  readonly http: Endpoint<'http'>;

  constructor(stack: Stack, id: string, props: GrafanaProps) {
    super(stack, id);
    const { on, version, url, prometheus, tempo, openobserve, resources, port = 80, labels } = props;
    const admin = new Secret(this, id, {
      namespace: on,
      keys: { 'admin-user': derived`admin`, 'admin-password': generated() },
    });
    const password = openobserve && localKey(this, on, `${id}-openobserve`, openobserve.password);
    const values: Values = {
      fullnameOverride: id,
      admin: { existingSecret: id, userKey: 'admin-user', passwordKey: 'admin-password' },
      ...(password && {
        envValueFrom: { [PASSWORD]: { secretKeyRef: { name: password.secret.name, key: password.name } } },
      }),
      podAnnotations: {
        'steading.dev/secrets': versions(admin.key('admin-password'), ...(password ? [password] : [])),
      },
      ...(labels && { podLabels: labels }),
      ...(port !== 80 && { service: { port } }),
      'grafana.ini': {
        server: { root_url: url, domain: new URL(url).hostname },
        'auth.anonymous': { enabled: false },
        analytics: { reporting_enabled: false, check_for_updates: false, check_for_plugin_updates: false },
        news: { news_feed_enabled: false },
        plugins: { preinstall_disabled: true },
      },
      datasources: {
        'datasources.yaml': {
          apiVersion: 1,
          datasources: datasources({
            prometheus: prometheus.http.url,
            alertmanager: prometheus.alertmanager.url,
            ...(tempo && { tempo: tempo.http.url }),
            ...(openobserve && {
              openobserve: { url: openobserve.promql.url, user: openobserve.user },
              logs: (span) => openobserve.logs(span),
            }),
          }),
        },
      },
      sidecar: { dashboards: { enabled: true, label: LABEL, resource: 'configmap' }, resources: SIDECAR },
      rbac: { namespaced: true },
      resources: bounds(
        resources ?? { cpu: Cpu.millis(100), memory: Size.mebibytes(256), memoryLimit: Size.mebibytes(512) },
      ),
    };
    const own = { 'app.kubernetes.io/name': 'grafana', 'app.kubernetes.io/instance': id };
    const pods = { ...own, ...labels };
    const release = new HelmRelease(this, id, {
      namespace: on,
      chart: 'grafana',
      version,
      repository: 'https://grafana-community.github.io/helm-charts',
      values: { ...values },
      brings: [
        { apiVersion: 'apps/v1', kind: 'Deployment', name: id, labels: pods },
        { apiVersion: 'v1', kind: 'Service', name: id, labels: own },
      ],
    });
    this.http = release.listen({ protocol: 'http', service: id, port, targetPort: 3000, pods });
    release.connect(pods, prometheus.http, 'shows metrics');
    release.connect(pods, prometheus.alertmanager, 'shows alerts');
    if (tempo) release.connect(pods, tempo.http, 'shows traces');
    if (openobserve) {
      release.connect(pods, openobserve.promql, 'shows metrics that programs send');
      this.after(openobserve, 'its password comes from there');
    }
    for (const dashboard of props.dashboards ?? DASHBOARDS) {
      new ApiObject(this, `dashboard-${dashboard.uid}`, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: `dashboard-${dashboard.uid}`, namespace: on.name, labels: { [LABEL]: '1' } },
        data: { [`${dashboard.uid}.json`]: dashboardJson(dashboard, PROMETHEUS) },
      });
    }
  }
}

/** ConfigMaps with this label are dashboards; those of kube-prometheus-stack have it too. */
const LABEL = 'grafana_dashboard';
const SIDECAR = { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '128Mi' } };

/** Raising the version of a contract changes the pods, so that they start with the new value. */
const versions = (...keys: SecretKey[]) => keys.map(({ secret }) => `${secret.name}@${secret.version}`).join(',');

/** Keys of the chart grafana 12.11.1 that are set here; it ignores a misspelt one in silence. */
interface Values {
  readonly fullnameOverride: string;
  readonly admin: { readonly existingSecret: string; readonly userKey: string; readonly passwordKey: string };
  readonly envValueFrom?: Readonly<Record<string, { secretKeyRef: { name: string; key: string } }>>;
  readonly podAnnotations: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly service?: { readonly port: number };
  readonly 'grafana.ini': Readonly<Record<string, Readonly<Record<string, string | boolean>>>>;
  readonly datasources: {
    readonly 'datasources.yaml': { readonly apiVersion: 1; readonly datasources: readonly Datasource[] };
  };
  readonly sidecar: {
    readonly dashboards: { readonly enabled: boolean; readonly label: string; readonly resource: 'configmap' };
    readonly resources: ReturnType<typeof bounds>;
  };
  readonly rbac: { readonly namespaced: boolean };
  readonly resources: ReturnType<typeof bounds>;
}
