import { ApiObject, Lazy } from 'cdk8s';
import {
  Component,
  Cpu,
  Duration,
  type Endpoint,
  HelmRelease,
  localKey,
  manual,
  type Namespace,
  type Provides,
  type Resources,
  Secret,
  type SecretKey,
  Size,
  type Stack,
} from '../../src';
import type { Receiver } from './alertmanager';
import { type Alert, type AlertSet, HOMELAB_ALERTS, type RuleGroup, ruleGroups } from './alerts';
import { blackboxExporter, MODULE, type Prober } from './prober';
import { broughtByPrometheus, KINDS, prometheusValues } from './prometheus-values';
import type { Derived } from './records';
import type { State } from './resource-metrics';

export interface PrometheusProps {
  readonly on: Namespace;
  /** Version of the chart kube-prometheus-stack. No default: an older Prometheus cannot read the files of a newer one. */
  readonly version: string;
  /** Room for metrics; what is oldest goes when it is nearly used up. */
  readonly size: Size;
  /** Address in a browser, such as `https://prometheus.example.org`: alerts link to it. */
  readonly url: string;
  /** How long metrics are kept, as far as there is room. @default - 15 days, as Prometheus has it */
  readonly retention?: Duration;
  /** Who is told of alerts. @default - nobody: they stand in Alertmanager, under a receiver of that name, and in Grafana */
  readonly receiver?: Receiver;
  /** What is an alert, besides what is watched. @default - what the homelab's manual asks for */
  readonly alerts?: AlertSet;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
  /** Of Prometheus itself. @default - 250m, 1Gi, at most 2Gi */
  readonly resources?: Resources;
  /** Labels of its pods, where a manual finds them by others than the chart's. @default {} */
  readonly labels?: Readonly<Record<string, string>>;
  /** Metrics of the state of custom resources, which their controllers do not have. @default [] */
  readonly states?: readonly State[];
  /** Where rules and what is scraped stand. They need kinds that the chart defines: Flux delivers them only after it, and apart from it. @default - here */
  readonly watching?: Component;
  /** Tag of the image that asks endpoints whether they answer. @default v0.28.0 */
  readonly prober?: string;
}

export interface ScrapeOptions {
  /** @default '/metrics' */
  readonly path?: string | readonly string[];
  /** Sent as a bearer token. @default - nobody is asked who they are */
  readonly key?: SecretKey;
  /** Its label `job`. @default - namespace and name of the PodMonitor */
  readonly job?: string;
}

/**
 * Prometheus and Alertmanager by their operator, with what they learn of the cluster: the chart kube-prometheus-stack without its Grafana.
 *
 * The chart runs both as uid 1000, gid 2000, its node exporter with the host's network and files: its namespace has to admit that.
 */
export class Prometheus extends Component implements Provides<'http'> {
  readonly http: Endpoint<'http'>;
  readonly alertmanager: Endpoint<'http'>;
  readonly release: HelmRelease;
  private readonly pods: Readonly<Record<string, string>>;
  private readonly watched: Alert[] = [];
  private prober: Prober | undefined;

  constructor(
    stack: Stack,
    id: string,
    private readonly props: PrometheusProps,
  ) {
    super(stack, id);
    const { on, version, retention = Duration.days(15), receiver } = props;
    const resources = props.resources ?? SERVER;
    const secret = receiver && this.asked(receiver);
    const { name, groups, ...replaces } = props.alerts ?? HOMELAB_ALERTS;
    this.pods = { 'app.kubernetes.io/name': 'prometheus', 'operator.prometheus.io/name': id };
    this.release = new HelmRelease(this, id, {
      namespace: on,
      chart: 'kube-prometheus-stack',
      version,
      repository: 'https://prometheus-community.github.io/helm-charts',
      values: prometheusValues({ ...props, ...replaces, name: id, retention, resources, ...(secret && { secret }) }),
      brings: broughtByPrometheus(id, props.labels),
      defines: KINDS.map((kind) => `monitoring.coreos.com/${kind}`),
      ...(props.storageClass && { claims: [props.storageClass] }),
    });
    this.http = this.release.listen({ protocol: 'http', service: `${id}-prometheus`, port: 9090, pods: this.pods });
    this.alertmanager = this.release.listen({
      protocol: 'http',
      name: 'alertmanager',
      service: `${id}-alertmanager`,
      port: 9093,
      pods: { 'app.kubernetes.io/name': 'alertmanager', alertmanager: id },
    });
    this.release.connect(this.pods, this.alertmanager, 'passes alerts on');
    this.object('rules', 'PrometheusRule', name, { groups: Lazy.any({ produce: () => this.rules(groups) }) });
  }

  /** Collects metrics from every pod behind an endpoint. */
  scrape(endpoint: Endpoint, { path = '/metrics', key, job }: ScrapeOptions = {}): void {
    const [first = '/metrics'] = [path].flat();
    const { target, owner, name } = this.release.connect(this.pods, endpoint.as('http', first), 'collects metrics');
    if (!owner || !target || !('pods' in target)) {
      this.report('prometheus/no-pods', { name: this.name, endpoint: endpoint.reference });
      return;
    }
    const { namespace, labels } = target.pods;
    const monitor = job ?? `${owner.name}-${name}`;
    const token = key && localKey(this, this.props.on, `${monitor}-metrics`, key);
    const credentials = token && { name: token.secret.name, key: token.name };
    this.object(`scrape-${monitor}`, 'PodMonitor', monitor, {
      namespaceSelector: { matchNames: [namespace.name] },
      selector: { matchLabels: { ...labels } },
      podMetricsEndpoints: [path].flat().map((one) => ({
        portNumber: target.port,
        path: one,
        ...(credentials && { authorization: { credentials } }),
        ...(job && { relabelings: [{ targetLabel: 'job', replacement: job }] }),
      })),
    });
  }

  /** Keeps what is worked out of other metrics under a name of its own. */
  record(name: string, groups: Readonly<Record<string, readonly Derived[]>>): void {
    const all = Object.entries(groups).map(([group, rules]) => ({ name: group, rules }));
    this.object(`records-${name}`, 'PrometheusRule', name, { groups: all });
  }

  /** Asks an endpoint every minute whether it answers; when it does not for five, that is an alert. */
  watch(endpoint: Endpoint, alert: Pick<Alert, 'alert' | 'summary' | 'runbook'>): void {
    this.prober ??= this.startProber();
    const { workload, http } = this.prober;
    const { owner, name, url } = endpoint;
    workload.connect(endpoint.as('http'), 'asks whether it answers');
    const probe = `${owner?.name ?? 'external'}-${name}`;
    this.object(`watch-${probe}`, 'Probe', probe, {
      jobName: probe,
      interval: '1m',
      module: MODULE,
      prober: { url: `${http.host}:${http.port}` },
      targets: { staticConfig: { static: [url] } },
    });
    this.watched.push({ ...alert, expr: `probe_success{job="${probe}"} == 0`, for: '5m', severity: 'critical' });
  }

  private startProber(): Prober {
    const prober = blackboxExporter(this, this.props.on, this.props.prober ?? 'v0.28.0');
    this.release.connect(this.pods, prober.http, 'has endpoints asked');
    return prober;
  }

  /** What a person is asked for, so that alerts reach somebody. */
  private asked(receiver: Receiver): SecretKey {
    const what = 'webhook' in receiver ? receiver.webhook : receiver.email.password;
    const props = { namespace: this.props.on, keys: { receiver: manual(what) } };
    return new Secret(this, `${this.name}-receiver`, props).key('receiver');
  }

  private rules(groups: AlertSet['groups']): RuleGroup[] {
    const reachability = [...this.watched].sort((a, b) => (a.alert < b.alert ? -1 : 1));
    return ruleGroups({ ...groups, reachability });
  }

  private object(id: string, kind: string, name: string, spec: object): void {
    const metadata = { name, namespace: this.props.on.name };
    const { watching = this } = this.props;
    new ApiObject(watching, id, { apiVersion: 'monitoring.coreos.com/v1', kind, metadata, spec });
  }
}

const SERVER = { cpu: Cpu.millis(250), memory: Size.gibibytes(1), memoryLimit: Size.gibibytes(2) };
