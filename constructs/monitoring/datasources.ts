import { LOGS_OF_SPAN } from './otel-collector';

/** A data source as Grafana provisions it (pkg/services/provisioning/datasources/types.go), as far as it is used here. */
export interface Datasource {
  readonly name: string;
  readonly uid: string;
  readonly type: 'prometheus' | 'alertmanager' | 'tempo';
  readonly access: 'proxy';
  readonly url: string;
  readonly isDefault?: boolean;
  readonly basicAuth?: boolean;
  readonly basicAuthUser?: string;
  readonly secureJsonData?: { readonly basicAuthPassword: string };
  readonly jsonData?: {
    readonly httpMethod?: 'POST';
    readonly timeInterval?: string;
    readonly implementation?: 'prometheus';
    readonly nodeGraph?: { readonly enabled: boolean };
  };
  readonly correlations?: readonly Correlation[];
}

/** A link on every span. Grafana's provisioning takes `description` for granted and ends without it. */
interface Correlation {
  readonly type: 'external';
  readonly label: string;
  readonly description: string;
  readonly config: {
    readonly field: string;
    readonly target: { readonly url: string };
    readonly transformations: readonly {
      readonly type: 'regex';
      readonly field: string;
      readonly expression: string;
      readonly mapValue: string;
    }[];
  };
}

export interface Sources {
  readonly prometheus: string;
  readonly alertmanager: string;
  readonly tempo?: string;
  readonly openobserve?: { readonly url: string; readonly user: string };
  /** Page of the logs of a span, given what leads there. */
  readonly logs?: Logs;
}

type Logs = (span: { readonly from: string; readonly to: string; readonly query: string }) => string;

/** Environment variable of Grafana that holds the password of OpenObserve. */
export const PASSWORD = 'OPENOBSERVE_PASSWORD';

export const PROMETHEUS = { type: 'prometheus', uid: 'prometheus' } as const;

export function datasources({ prometheus, alertmanager, tempo, openobserve, logs }: Sources): Datasource[] {
  const every = { httpMethod: 'POST', timeInterval: '30s' } as const;
  return [
    { name: 'Prometheus', ...PROMETHEUS, access: 'proxy', url: prometheus, isDefault: true, jsonData: every },
    {
      name: 'Alertmanager',
      uid: 'alertmanager',
      type: 'alertmanager',
      access: 'proxy',
      url: alertmanager,
      jsonData: { implementation: 'prometheus' },
    },
    ...(tempo === undefined ? [] : [traces(tempo, logs)]),
    ...(openobserve === undefined ? [] : [programs(openobserve)]),
  ];
}

function traces(url: string, logs: Logs | undefined): Datasource {
  return {
    name: 'Tempo',
    uid: 'tempo',
    type: 'tempo',
    access: 'proxy',
    url,
    jsonData: { nodeGraph: { enabled: true } },
    ...(logs && { correlations: [logsOfSpan(logs)] }),
  };
}

/** Metrics only: of OpenObserve's interfaces, that of Prometheus is the one that Grafana speaks without a plugin. */
function programs({ url, user }: NonNullable<Sources['openobserve']>): Datasource {
  return {
    name: 'OpenObserve',
    uid: 'openobserve',
    type: 'prometheus',
    access: 'proxy',
    url,
    basicAuth: true,
    basicAuthUser: user,
    secureJsonData: { basicAuthPassword: `$${PASSWORD}` },
    jsonData: { httpMethod: 'POST' },
  };
}

/**
 * From a span to its logs in OpenObserve: same service, same time, same trace. Grafana's own "trace to logs" (`tracesToLogsV2`) makes links for Loki,
 * Elasticsearch, OpenSearch, Splunk and the like only, and OpenObserve answers none of their questions; a link to its own page takes their place.
 */
function logsOfSpan(logs: Logs): Correlation {
  return {
    type: 'external',
    label: 'Logs for this span',
    description: 'Logs of the same service, time and trace, in OpenObserve',
    config: {
      field: 'traceID',
      // A dollar that Grafana shall not take for one of its environment variables is written twice.
      target: { url: logs({ from: '$${from}', to: '$${to}', query: '$${query}' }) },
      transformations: Object.entries(LOGS_OF_SPAN).map(([mapValue, attribute]) => ({
        type: 'regex',
        field: 'tags',
        expression: `{(?=[^}]*"key":"${attribute.replaceAll('.', '\\.')}")[^}]*"value":"([^"]*)"[^}]*}`,
        mapValue,
      })),
    },
  };
}
