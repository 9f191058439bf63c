import { FLUX_STATES, type StateValues } from '../../constructs/monitoring/resource-metrics';
import { Component, Cpu, generated, Image, Secret, Size, type Stack, Workload } from '../../src';
import type { Manifest } from '../../src/kubernetes/manifest';
import { monitoring, one } from './monitoring';

const RECEIVER = { webhook: 'the URL of a topic that a phone listens to' };

function litellm(stack: Stack, on: Parameters<NonNullable<Parameters<typeof monitoring>[0]>['also'] & {}>[1]) {
  const app = new Component(stack, 'litellm');
  const resources = { cpu: Cpu.millis(1), memory: Size.mebibytes(1) };
  const server = new Workload(app, 'litellm', { on, image: Image.of('litellm', { tag: '1' }), resources });
  const key = new Secret(app, 'litellm-master-key', { namespace: on, keys: { KEY: generated() } }).key('KEY');
  return { openai: server.listen('openai', { port: 4000 }).as('openai', '/v1'), key };
}

const { objects, graph } = monitoring({
  receiver: RECEIVER,
  also: ({ prometheus, tempo }, on) => {
    const { openai, key } = litellm(prometheus.stack, on);
    prometheus.scrape(tempo.http);
    prometheus.scrape(openai, { path: '/metrics/', key });
    prometheus.watch(tempo.http, {
      alert: 'TempoDown',
      summary: 'Tempo does not answer',
      runbook: 'Distributed Tracing',
    });
  },
});
const values = (nodes = graph) => nodes.releases.find(({ name }) => name === 'prometheus')?.values as unknown as Values;
const rules = (all = objects) =>
  (one(all, 'PrometheusRule', 'daily-checks') as Manifest & { spec: { groups: Group[] } }).spec.groups;

describe('Prometheus and Alertmanager', () => {
  it('answer on 9090 and 9093 in monitoring', () => {
    const of = (name: string) =>
      graph.endpoints.find((endpoint) => endpoint.component === 'prometheus' && endpoint.name === name);
    expect(of('http')).toMatchObject({ host: 'prometheus-prometheus.monitoring.svc.cluster.local', port: 9090 });
    expect(of('alertmanager')).toMatchObject({
      host: 'prometheus-alertmanager.monitoring.svc.cluster.local',
      port: 9093,
    });
  });

  it('keep what there is room for, and no Grafana of their own', () => {
    expect(values()).toMatchObject({
      fullnameOverride: 'prometheus',
      grafana: { enabled: false, forceDeployDashboards: true },
      prometheus: {
        prometheusSpec: {
          retention: '360h',
          retentionSize: '34816MiB',
          storageSpec: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '40Gi' } } } } },
        },
      },
    });
  });

  it('bring what the manual looks at: their Services, and pods with labels', () => {
    const brought = graph.releases.find(({ name }) => name === 'prometheus')?.brings ?? [];
    for (const [kind, name] of [
      ['Service', 'prometheus-prometheus'],
      ['Service', 'prometheus-alertmanager'],
      ['StatefulSet', 'prometheus-prometheus'],
      ['StatefulSet', 'alertmanager-prometheus'],
    ])
      expect(brought.filter((object) => object.kind === kind && object.name === name)).toHaveLength(1);
    for (const { labels } of brought) expect(Object.keys(labels ?? {}).length).toBeGreaterThan(0);
  });
});

describe('alerts', () => {
  const all = rules().flatMap((group) => group.rules);

  it.each([
    'ArgoCdNotSynced',
    'ArgoCdNotHealthy',
    'BackupNotCompleted',
    'CertificateAboutToExpire',
    'LiteLlmErrors',
    'LiteLlmSlow',
    'PodCrashLooping',
    'VolumeNearlyFull',
    'NodeMemoryLow',
  ])('%s is asked for', (alert) => {
    expect(all.map((rule) => rule.alert)).toContain(alert);
  });

  it('each say for how long, how bad, what, and where the manual says what to do', () => {
    for (const { for: wait, labels, annotations } of all) {
      expect(wait).toMatch(/^\d+[mh]$/);
      expect(['warning', 'critical']).toContain(labels.severity);
      expect(annotations.summary).toMatch(/^\S/);
      expect(annotations.runbook).toMatch(/^Operations manual: \S/);
    }
  });

  it('say each thing once: what the chart says in the same words is switched off', () => {
    const disabled = Object.keys(values().defaultRules.disabled);
    expect(disabled).toEqual(['KubePodCrashLooping', 'KubePersistentVolumeFillingUp', 'NodeMemoryHighUtilization']);
    expect(new Set(all.map((rule) => rule.alert)).size).toBe(all.length);
  });
});

describe('who is told', () => {
  const { config, alertmanagerSpec } = values().alertmanager;

  it('is a contract that a person fills, mounted where the configuration looks', () => {
    expect(graph.secrets.find(({ name }) => name === 'prometheus-receiver')).toMatchObject({
      store: 'manual',
      keys: [{ name: 'receiver', source: { from: 'manual', what: RECEIVER.webhook } }],
    });
    expect(alertmanagerSpec.secrets).toEqual(['prometheus-receiver']);
    expect(config.receivers).toContainEqual({
      name: 'people',
      webhook_configs: [{ url_file: '/etc/alertmanager/secrets/prometheus-receiver/receiver', send_resolved: true }],
    });
  });

  it('may be somebody with an e-mail address', () => {
    const { graph: nodes } = monitoring({
      receiver: {
        email: {
          to: 'me@example.org',
          from: 'alerts@example.org',
          server: 'mail.example.org:587',
          user: 'alerts',
          password: 'of the mailbox',
        },
      },
    });
    expect(values(nodes).alertmanager.config.receivers[1]).toMatchObject({
      email_configs: [
        {
          smarthost: 'mail.example.org:587',
          auth_password_file: '/etc/alertmanager/secrets/prometheus-receiver/receiver',
        },
      ],
    });
  });

  it('is nobody unless somebody is named, and that is what the receiver is called', () => {
    const { config: alone, alertmanagerSpec: spec } = values(monitoring().graph).alertmanager;
    expect(alone).toMatchObject({ route: { receiver: 'nobody', routes: [] }, receivers: [{ name: 'nobody' }] });
    expect(spec).not.toHaveProperty('secrets');
  });

  it('is always one of the receivers', () => {
    const known = config.receivers.map(({ name }) => name);
    for (const { receiver } of [config.route, ...config.route.routes]) expect(known).toContain(receiver);
  });
});

describe('what is wired', () => {
  it('is scraped from its pods, by the port that they listen on', () => {
    expect(one(objects, 'PodMonitor', 'tempo-http')).toMatchObject({
      metadata: { namespace: 'monitoring' },
      spec: {
        namespaceSelector: { matchNames: ['monitoring'] },
        selector: { matchLabels: { app: 'tempo' } },
        podMetricsEndpoints: [{ portNumber: 3100, path: '/metrics' }],
      },
    });
  });

  it('may ask for a key, which is derived into the namespace of the PodMonitor', () => {
    expect(one(objects, 'PodMonitor', 'litellm-openai')).toMatchObject({
      spec: {
        podMetricsEndpoints: [
          {
            portNumber: 4000,
            path: '/metrics/',
            authorization: { credentials: { name: 'litellm-openai-metrics', key: 'KEY' } },
          },
        ],
      },
    });
    expect(graph.secrets.find(({ name }) => name === 'litellm-openai-metrics')?.namespace).toBe('monitoring');
  });

  it('admits Prometheus where traffic is denied', () => {
    expect(one(objects, 'NetworkPolicy', 'litellm')).toMatchObject({
      spec: {
        ingress: [
          {
            from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } } }],
            ports: [{ port: 4000 }],
          },
        ],
      },
    });
  });

  it('is asked whether it answers, and alerts when it does not', () => {
    expect(one(objects, 'Probe', 'tempo-http')).toMatchObject({
      spec: {
        prober: { url: 'blackbox-exporter.monitoring.svc.cluster.local:9115' },
        targets: { staticConfig: { static: ['http://tempo.monitoring.svc.cluster.local:3100'] } },
      },
    });
    expect(rules().flatMap((group) => group.rules)).toContainEqual(
      expect.objectContaining({ alert: 'TempoDown', expr: 'probe_success{job="tempo-http"} == 0' }),
    );
  });

  it('starts nothing that nobody asked for', () => {
    const { objects: alone } = monitoring();
    expect(alone.filter(({ kind }) => ['PodMonitor', 'Probe'].includes(kind))).toEqual([]);
    expect(alone.filter(({ metadata }) => metadata.name === 'blackbox-exporter')).toEqual([]);
    expect(rules(alone).map(({ name }) => name)).toEqual(['daily', 'cluster', 'models', 'tracing']);
  });
});

interface Group {
  readonly name: string;
  readonly rules: readonly {
    readonly alert: string;
    readonly expr: string;
    readonly for: string;
    readonly labels: { readonly severity: string };
    readonly annotations: { readonly summary: string; readonly runbook: string };
  }[];
}

interface Values {
  readonly 'kube-state-metrics': StateValues;
  readonly defaultRules: { readonly disabled: Record<string, boolean> };
  readonly alertmanager: {
    readonly config: {
      readonly route: { readonly receiver: string; readonly routes: readonly { readonly receiver: string }[] };
      readonly receivers: readonly { readonly name: string }[];
    };
    readonly alertmanagerSpec: { readonly secrets?: readonly string[] };
  };
}

describe('where a manual asks for other names', () => {
  const { graph: other, objects: made } = monitoring({
    labels: { app: 'prometheus' },
    states: FLUX_STATES,
    alerts: { name: 'few', groups: {}, replaces: [] },
    also: ({ prometheus, tempo }) => {
      prometheus.scrape(tempo.http, { job: 'traces', path: ['/metrics', '/more'] });
      prometheus.record('sums', { all: [{ record: 'up', expr: 'sum(up)', labels: { job: 'all' } }] });
    },
  });

  it('its pods have these labels too, in the chart and in what it is known to bring', () => {
    expect(values(other)).toMatchObject({
      prometheus: { prometheusSpec: { podMetadata: { labels: { app: 'prometheus' } } } },
      defaultRules: { disabled: {} },
    });
    const [release] = other.releases.filter(({ name }) => name === 'prometheus');
    const [pods] =
      release?.brings.filter(({ kind, name }) => kind === 'StatefulSet' && name === 'prometheus-prometheus') ?? [];
    expect(pods?.labels).toMatchObject({ app: 'prometheus', 'app.kubernetes.io/name': 'prometheus' });
  });

  it('a job has the name that it is asked by, at each of its paths', () => {
    const relabelings = [{ targetLabel: 'job', replacement: 'traces' }];
    expect(one(made, 'PodMonitor', 'traces')).toMatchObject({
      spec: {
        podMetricsEndpoints: [
          { path: '/metrics', relabelings },
          { path: '/more', relabelings },
        ],
      },
    });
  });

  it('what is worked out of other metrics is a rule of its own', () => {
    expect(one(made, 'PrometheusRule', 'sums')).toMatchObject({
      spec: { groups: [{ name: 'all', rules: [{ record: 'up', expr: 'sum(up)', labels: { job: 'all' } }] }] },
    });
  });

  it('kube-state-metrics may list what it tells of, and tells the state of each condition', () => {
    const { customResourceState, rbac } = values(other)['kube-state-metrics'];
    const { resources } = customResourceState.config.spec;
    expect(resources.map(({ groupVersionKind: { kind } }) => kind)).toEqual([
      ...['GitRepository', 'HelmChart', 'HelmRepository', 'OCIRepository'],
      ...['Kustomization', 'HelmRelease'],
    ]);
    expect(resources[0]).toMatchObject({
      metricNamePrefix: 'flux',
      metrics: [
        {
          name: 'source_conditions',
          each: { type: 'Gauge', gauge: { path: ['status', 'conditions'], valueFrom: ['status'] } },
        },
      ],
    });
    const allowed = rbac.extraRules.flatMap(({ apiGroups, resources: plurals }) =>
      plurals.map((one) => `${one}.${apiGroups}`),
    );
    expect(allowed).toContain('helmreleases.helm.toolkit.fluxcd.io');
    expect(allowed).toHaveLength(resources.length);
  });
});
