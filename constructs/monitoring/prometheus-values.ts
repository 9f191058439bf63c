import { bounds, type Duration, type Resources, type SecretKey, type Size } from '../../src';
import { type AlertmanagerConfig, alertmanagerConfig, type Receiver } from './alertmanager';
import { REPLACED } from './alerts';
import { resourceMetrics, type State, type StateValues } from './resource-metrics';

/** Keys of kube-prometheus-stack 88.5.3 that are set here; the chart ignores a misspelt one in silence. */
interface Values {
  readonly fullnameOverride: string;
  readonly cleanPrometheusOperatorObjectNames: boolean;
  readonly grafana: { readonly enabled: boolean; readonly forceDeployDashboards: boolean };
  readonly kubeControllerManager: Switch;
  readonly kubeScheduler: Switch;
  readonly kubeProxy: Switch;
  readonly kubeEtcd: Switch;
  readonly defaultRules: { readonly disabled: Readonly<Record<string, boolean>> };
  readonly prometheusOperator: {
    readonly admissionWebhooks: Switch;
    readonly tls: Switch;
    readonly resources: ResourceValues;
  };
  readonly 'kube-state-metrics': { readonly resources: ResourceValues } & Partial<StateValues>;
  readonly 'prometheus-node-exporter': { readonly resources: ResourceValues };
  readonly prometheus: { readonly prometheusSpec: PrometheusSpec };
  readonly alertmanager: {
    readonly config: AlertmanagerConfig;
    readonly alertmanagerSpec: {
      readonly resources: ResourceValues;
      readonly storage: ClaimTemplate;
      readonly secrets?: readonly string[];
    };
  };
}

type Switch = { readonly enabled: boolean };
type ResourceValues = ReturnType<typeof bounds>;
type ClaimTemplate = ReturnType<typeof claim>;

interface PrometheusSpec {
  readonly podMetadata?: { readonly labels: Labels };
  readonly externalUrl: string;
  readonly retention: string;
  readonly retentionSize: string;
  readonly storageSpec: ClaimTemplate;
  readonly resources: ResourceValues;
  readonly ruleSelectorNilUsesHelmValues: false;
  readonly podMonitorSelectorNilUsesHelmValues: false;
  readonly serviceMonitorSelectorNilUsesHelmValues: false;
  readonly probeSelectorNilUsesHelmValues: false;
  readonly scrapeConfigSelectorNilUsesHelmValues: false;
}

interface Wanted {
  readonly name: string;
  readonly labels?: Labels;
  readonly replaces?: readonly string[];
  readonly states?: readonly State[];
  readonly url: string;
  readonly size: Size;
  readonly retention: Duration;
  readonly resources: Resources;
  readonly storageClass?: string;
  readonly receiver?: Receiver;
  readonly secret?: SecretKey;
}

export function prometheusValues(wanted: Wanted): Readonly<Record<string, unknown>> {
  const { name, url, size, retention, resources, storageClass, receiver, secret } = wanted;
  const { labels, replaces = REPLACED, states } = wanted;
  const file = secret ? `/etc/alertmanager/secrets/${secret.secret.name}/${secret.name}` : '';
  const values: Values = {
    fullnameOverride: name,
    cleanPrometheusOperatorObjectNames: true,
    grafana: { enabled: false, forceDeployDashboards: true },
    // k3s runs these in one process, without a port of their own.
    kubeControllerManager: { enabled: false },
    kubeScheduler: { enabled: false },
    kubeProxy: { enabled: false },
    kubeEtcd: { enabled: false },
    defaultRules: { disabled: Object.fromEntries(replaces.map((alert) => [alert, true])) },
    // The operator itself refuses a rule that is none; the webhook would only say so earlier, by Jobs that make its certificate.
    prometheusOperator: { admissionWebhooks: { enabled: false }, tls: { enabled: false }, resources: SMALL },
    'kube-state-metrics': { resources: SMALL, ...(states && resourceMetrics(states)) },
    'prometheus-node-exporter': { resources: SMALL },
    prometheus: {
      prometheusSpec: {
        ...(labels && { podMetadata: { labels } }),
        externalUrl: url,
        retention: `${retention.toHours()}h`,
        retentionSize: `${Math.floor(size.toMebibytes() * 0.85)}MiB`,
        storageSpec: claim(size.asString(), storageClass),
        resources: bounds(resources),
        // Whoever declares a rule or something to scrape is heard, whatever its labels.
        ruleSelectorNilUsesHelmValues: false,
        podMonitorSelectorNilUsesHelmValues: false,
        serviceMonitorSelectorNilUsesHelmValues: false,
        probeSelectorNilUsesHelmValues: false,
        scrapeConfigSelectorNilUsesHelmValues: false,
      },
    },
    alertmanager: {
      config: alertmanagerConfig(receiver, file),
      alertmanagerSpec: {
        resources: SMALL,
        storage: claim('1Gi', storageClass), // silences
        ...(secret && { secrets: [secret.secret.name] }),
      },
    },
  };
  return { ...values };
}

const SMALL = { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '256Mi' } };

function claim(storage: string, storageClassName: string | undefined) {
  return {
    volumeClaimTemplate: {
      spec: {
        accessModes: ['ReadWriteOnce'],
        ...(storageClassName && { storageClassName }),
        resources: { requests: { storage } },
      },
    },
  };
}

/** What the chart makes, and its operator from that. */
export function broughtByPrometheus(name: string, labels: Labels = {}) {
  const prometheus = { 'app.kubernetes.io/name': 'prometheus', 'operator.prometheus.io/name': name };
  const alertmanager = { 'app.kubernetes.io/name': 'alertmanager', alertmanager: name };
  const app = (label: string) => ({ 'app.kubernetes.io/name': label, 'app.kubernetes.io/instance': name });
  return [
    apps('Deployment', `${name}-operator`, { app: 'kube-prometheus-stack-operator' }),
    apps('Deployment', `${name}-kube-state-metrics`, app('kube-state-metrics')),
    apps('DaemonSet', `${name}-prometheus-node-exporter`, app('prometheus-node-exporter')),
    service(`${name}-prometheus`, prometheus),
    service(`${name}-alertmanager`, alertmanager),
    // The operator makes these.
    ...[
      apps('StatefulSet', `prometheus-${name}`, { ...prometheus, ...labels }),
      apps('StatefulSet', `alertmanager-${name}`, alertmanager),
      service('prometheus-operated', prometheus),
      service('alertmanager-operated', alertmanager),
    ].map((object) => ({ ...object, madeBy: `${name}-operator` })),
  ];
}

const apps = (kind: string, name: string, labels: Labels) => ({ apiVersion: 'apps/v1', kind, name, labels });
const service = (name: string, labels: Labels) => ({ apiVersion: 'v1', kind: 'Service', name, labels });

type Labels = Readonly<Record<string, string>>;

/** Kinds of the operator that a release of the chart defines. */
export const KINDS = [
  'Alertmanager',
  'AlertmanagerConfig',
  'PodMonitor',
  'Probe',
  'Prometheus',
  'PrometheusAgent',
  'PrometheusRule',
  'ScrapeConfig',
  'ServiceMonitor',
  'ThanosRuler',
];
