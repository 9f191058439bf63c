import { load } from 'js-yaml';
import { LOGS_OF_SPAN } from '../../constructs/monitoring/otel-collector';
import { file, monitoring, one } from './monitoring';

const { objects, graph } = monitoring();
const release = graph.releases.find(({ name }) => name === 'grafana');
const values = release?.values as unknown as Values;
const sources = values.datasources['datasources.yaml'].datasources;
const source = (name: string) => sources.find((one) => one.name === name);

describe('Grafana', () => {
  it('is Service monitoring/grafana, port 80 before 3000', () => {
    expect(release).toMatchObject({ namespace: 'monitoring', values: { fullnameOverride: 'grafana' } });
    expect(release?.brings).toContainEqual(expect.objectContaining({ kind: 'Service', name: 'grafana' }));
    expect(graph.endpoints.find(({ component }) => component === 'grafana')).toMatchObject({
      host: 'grafana.monitoring.svc.cluster.local',
      port: 80,
    });
  });

  it('lets nobody in without a password, which is a contract', () => {
    expect(values['grafana.ini']['auth.anonymous']).toEqual({ enabled: false });
    expect(values.admin).toEqual({ existingSecret: 'grafana', userKey: 'admin-user', passwordKey: 'admin-password' });
    const contract = graph.secrets.find(({ name }) => name === 'grafana');
    expect(contract?.keys.map(({ name, source: { from } }) => [name, from])).toEqual([
      ['admin-password', 'generated'],
      ['admin-user', 'derived'],
    ]);
  });

  it('fetches no plugin, and starts again when a password is rotated', () => {
    expect(values['grafana.ini'].plugins).toEqual({ preinstall_disabled: true });
    expect(values.podAnnotations).toEqual({ 'steading.dev/secrets': 'grafana@1,openobserve@1' });
  });
});

describe('its data sources', () => {
  it.each([
    ['Prometheus', 'prometheus', 'http://prometheus-prometheus.monitoring.svc.cluster.local:9090'],
    ['Alertmanager', 'alertmanager', 'http://prometheus-alertmanager.monitoring.svc.cluster.local:9093'],
    ['Tempo', 'tempo', 'http://tempo.monitoring.svc.cluster.local:3100'],
    ['OpenObserve', 'prometheus', 'http://openobserve.monitoring.svc.cluster.local:5080/api/default/prometheus'],
  ])('%s', (name, type, url) => {
    expect(source(name)).toMatchObject({ type, url, access: 'proxy' });
  });

  it('hold no password, only the name of the variable that has it', () => {
    expect(source('OpenObserve')?.secureJsonData).toEqual({ basicAuthPassword: '$OPENOBSERVE_PASSWORD' });
    expect(values.envValueFrom).toEqual({
      OPENOBSERVE_PASSWORD: { secretKeyRef: { name: 'openobserve', key: 'password' } },
    });
  });

  it('are one by default, and known by names of their own', () => {
    expect(sources.filter(({ isDefault }) => isDefault).map(({ name }) => name)).toEqual(['Prometheus']);
    expect(new Set(sources.map(({ uid }) => uid)).size).toBe(sources.length);
  });

  it('lead to what is connected', () => {
    const used = graph.connections.filter(({ component }) => component === 'grafana').map(({ to }) => to);
    expect(used).toEqual([
      'test/openobserve/http',
      'test/prometheus/alertmanager',
      'test/prometheus/http',
      'test/tempo/http',
    ]);
  });
});

describe('logs for this span', () => {
  const [link] = source('Tempo')?.correlations ?? [];

  /** As Grafana does it: the field as JSON, every match of the expression, the group as the variable. */
  function follow(tags: readonly object[]): URL {
    const variables = (link?.config.transformations ?? []).map(({ expression, mapValue }) => {
      const [match] = JSON.stringify(tags).matchAll(new RegExp(expression, 'gi'));
      return [mapValue, match?.[1] ?? ''] as const;
    });
    const [url = ''] = [link?.config.target.url.replaceAll('$$', '$')];
    return new URL(variables.reduce((text, [name, value]) => text.replace(`\${${name}}`, value), url));
  }

  const QUERY = "service_name='litellm' and (trace_id='5b8efff798038103d269b633813fc60c' or trace_id is null)";
  const tags = [
    { key: 'http.status_code', value: 200 },
    { key: LOGS_OF_SPAN.from, value: '1700000000000000' },
    { key: LOGS_OF_SPAN.query, value: Buffer.from(QUERY).toString('base64url') },
    { key: LOGS_OF_SPAN.to, value: '1700000120000000' },
    { key: 'http.route', value: '/v1/chat/completions' },
  ];

  it.each([
    ['', tags],
    [', in whatever order', tags.map(({ key, value }) => ({ value, key })).reverse()],
  ])('opens OpenObserve with service, time and trace%s', (_, all) => {
    const { origin, pathname, searchParams } = follow(all);
    expect(`${origin}${pathname}`).toBe('https://observe.vectorweight.com/web/logs');
    expect(Buffer.from(searchParams.get('query') ?? '', 'base64url').toString()).toBe(QUERY);
    expect(searchParams.get('from')).toBe('1700000000000000');
    expect(searchParams.get('to')).toBe('1700000120000000');
    expect(searchParams.get('sql_mode')).toBe('false');
  });

  it('has what Grafana takes for granted', () => {
    expect(link).toMatchObject({ type: 'external', label: 'Logs for this span', description: expect.any(String) });
    expect(link?.config.field).toBe('traceID');
  });

  it('is led by attributes that the collector sets', () => {
    const config = file(objects, 'otel-collector-config', 'config.yaml') as {
      processors: { 'transform/logs_link': { trace_statements: string[] } };
    };
    const set = config.processors['transform/logs_link'].trace_statements;
    for (const attribute of Object.values(LOGS_OF_SPAN))
      expect(set.filter((statement) => statement.startsWith(`set(span.attributes["${attribute}"]`))).toHaveLength(1);
  });
});

describe('dashboards', () => {
  it.each(['cluster', 'litellm', 'tracing'])('%s is a ConfigMap that the sidecar finds', (uid) => {
    const configMap = one(objects, 'ConfigMap', `dashboard-${uid}`) as unknown as { data: Record<string, string> };
    expect(configMap).toMatchObject({ metadata: { namespace: 'monitoring', labels: { grafana_dashboard: '1' } } });
    expect(values.sidecar.dashboards).toMatchObject({ enabled: true, label: 'grafana_dashboard' });
    const dashboard = load(configMap.data[`${uid}.json`] ?? '') as { uid: string; panels: Panel[] };
    expect(dashboard.uid).toBe(uid);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    for (const { targets } of dashboard.panels)
      for (const { datasource, expr } of targets) {
        expect(sources.map(({ uid: known }) => known)).toContain(datasource.uid);
        expect(expr).not.toBe('');
      }
  });
});

interface Panel {
  readonly id: number;
  readonly targets: readonly { readonly expr: string; readonly datasource: { readonly uid: string } }[];
}

interface Source {
  readonly name: string;
  readonly uid: string;
  readonly isDefault?: boolean;
  readonly secureJsonData?: object;
  readonly correlations?: readonly {
    readonly config: {
      readonly field: string;
      readonly target: { readonly url: string };
      readonly transformations: readonly { readonly expression: string; readonly mapValue: string }[];
    };
  }[];
}

interface Values {
  readonly admin: object;
  readonly envValueFrom: object;
  readonly podAnnotations: object;
  readonly 'grafana.ini': Record<string, object>;
  readonly sidecar: { readonly dashboards: object };
  readonly datasources: { readonly 'datasources.yaml': { readonly datasources: readonly Source[] } };
}
