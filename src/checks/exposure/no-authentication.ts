import { type Finding, finding } from '../../diagnostics/finding';
import { type Fields, fields, items } from '../../kubernetes/manifest';
import { containersOf } from '../../kubernetes/pods';
import type { Check, Subject } from '../check';
import { imagesOf } from '../image/images';
import { Inventory } from '../inventory';
import { objectsOf } from '../objects-of';
import { podsOf } from '../pods';
import { exits } from './exits';

interface Open {
  readonly product: string;
  readonly image: RegExp;
  /** The Service of its chart. */
  readonly service?: RegExp;
  /** Variable that makes it ask who somebody is. */
  readonly unless?: string;
}

/** Products that let in whoever finds them, unless told otherwise: by their own documentation. */
const OPEN: readonly Open[] = [
  {
    product: 'Prometheus',
    image: /\/prometheus\/prometheus$|\/prom\/prometheus$/,
    service: /prometheus-server$|-prometheus$/,
  },
  { product: 'Alertmanager', image: /\/alertmanager$/, service: /alertmanager$/ },
  { product: "Longhorn's UI", image: /\/longhorn-ui$/, service: /^longhorn-frontend$/ },
  { product: "Hubble's UI", image: /\/hubble-ui$/, service: /^hubble-ui$/ },
  { product: 'Jaeger', image: /\/jaegertracing\/|\/jaeger$/, service: /jaeger-query$/ },
  { product: 'Tempo', image: /\/grafana\/tempo$/ },
  { product: 'Loki', image: /\/grafana\/loki$/ },
  { product: 'Ollama', image: /\/ollama\/ollama$/ },
  { product: 'Qdrant', image: /\/qdrant\/qdrant$/, unless: 'QDRANT__SERVICE__API_KEY' },
  { product: 'Phoenix', image: /\/arizephoenix\/phoenix$/, unless: 'PHOENIX_ENABLE_AUTH' },
  { product: 'MLflow', image: /\/mlflow\/mlflow$/ },
  { product: 'LiteLLM', image: /\/litellm(-[a-z_]+)?$/, unless: 'LITELLM_MASTER_KEY' },
  { product: 'Kafka UI', image: /\/kafka-ui$/, unless: 'AUTH_TYPE' },
  { product: 'RedisInsight', image: /\/redisinsight$/ },
  { product: 'Redis Commander', image: /\/redis-commander$/, unless: 'HTTP_PASSWORD' },
  { product: 'Dozzle', image: /\/dozzle$/, unless: 'DOZZLE_AUTH_PROVIDER' },
  { product: 'cAdvisor', image: /\/cadvisor$/ },
];

/** Dashboards and APIs that are led out of the cluster without anybody being asked who they are. */
export const dashboards: Check = (subject) => {
  const products = openProducts(subject);
  return exits(subject).flatMap(({ object, service, namespace, authenticates, subject: about }): Finding[] => {
    if (authenticates) return [];
    const product = service === 'api@internal' ? "Traefik's dashboard" : products(namespace, service);
    return product ? [finding('exposure/no-authentication', { object, product }, about)] : [];
  });
};

/** What is open behind a Service. */
function openProducts({ graph, artifacts }: Subject): (namespace: string, service: string) => string | undefined {
  const inventory = Inventory.of(graph, artifacts);
  const byImage = new Map(
    imagesOf(graph, artifacts).flatMap(({ by, repository }) => {
      const product = OPEN.find(({ image }) => image.test(repository));
      return product ? [[by, product] as const] : [];
    }),
  );
  const guarded = new Set(
    podsOf(graph, artifacts).flatMap(({ object, spec }) => {
      const variables = containersOf(spec).flatMap(({ env }) => items(env).map(({ name }) => name));
      const { unless } = byImage.get(object) ?? {};
      return unless !== undefined && variables.includes(unless) ? [object] : [];
    }),
  );
  const selectors = new Map(
    objectsOf(graph, artifacts, 'Service').map(({ namespace, manifest, spec }) => [
      `${namespace}/${manifest.metadata.name}`,
      fields(spec.selector),
    ]),
  );
  return (namespace, service) => {
    const selector: Fields | undefined = selectors.get(`${namespace}/${service}`);
    if (!selector) return OPEN.find((open) => open.service?.test(service))?.product;
    for (const { pods } of inventory.selected(namespace, selector))
      if (pods && !guarded.has(pods.object)) {
        const product = byImage.get(pods.object)?.product;
        if (product) return product;
      }
    return undefined;
  };
}
