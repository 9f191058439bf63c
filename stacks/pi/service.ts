import { ApiObject, Lazy } from 'cdk8s';
import { KanikoBuild, type KanikoBuildProps } from '../../constructs/kaniko/build';
import type { PostgresDatabase } from '../../constructs/postgresql/server';
import type { Registry } from '../../constructs/registry';
import {
  Component,
  Cpu,
  type Endpoint,
  Image,
  type Namespace,
  type PolicyRule,
  type Provides,
  SecretKey,
  Size,
  type Stack,
  Workload,
} from '../../src';
import { NODE_DOCKERFILE } from './dockerfile';
import { AWAY_FROM_NAS } from './placement';

export interface HolmServiceProps {
  readonly on: Namespace;
  /** Where its image is pushed to and pulled from. */
  readonly registry: Registry;
  /** Port on every node. @default - none: it is reached inside the cluster only */
  readonly nodePort?: number;
  /** Port of its Service. @default 8080, the container's */
  readonly port?: number;
  /** Tag of its image, such as a hash of its source. @default 'latest' */
  readonly tag?: string;
  /** Path that answers 200 when it can be given work. @default '/health' */
  readonly ready?: string;
  /** Path of its metrics, such as `/metrics`. @default - it has none */
  readonly metrics?: string;
  /** How many rollbacks deep. @default - Kubernetes' 10 */
  readonly revisionHistoryLimit?: number;
  /** How its image is built. @default - as Kaniko builds it from a ConfigMap */
  readonly build?: Omit<KanikoBuildProps, 'on' | 'registry' | 'tags'>;
  /** Text of its Dockerfile; `false`: it brings its own. @default - that of a Node program with a `server.js` */
  readonly dockerfile?: string | false;
}

/**
 * A service of HolmOS, as section 1.1 of its runbook writes it out: its Deployment and Service are those, and nothing is added to them.
 *
 * What the image runs as is its own affair: the runbook says nothing of it.
 */
export class HolmService extends Component implements Provides<'http'> {
  readonly http: Endpoint<'http'>;
  readonly metrics: string | undefined;
  readonly nodePort: number | undefined;
  private readonly server: Workload;
  private readonly image: Image;

  constructor(
    stack: Stack,
    id: string,
    private readonly props: HolmServiceProps,
  ) {
    super(stack, id);
    const { on, registry, nodePort, port = PORT, tag = 'latest', dockerfile = NODE_DOCKERFILE } = props;
    this.image = Image.of(`${registry.address}/${id}`, { tag, platforms: ['arm64'] });
    this.server = new Workload(this, id, { on, image: this.image, resources: RESOURCES, written: { app: id } });
    this.http = this.server.listen('http', { port: PORT, servicePort: port });
    if (nodePort !== undefined) this.expose(this.http, { nodePort });
    this.metrics = props.metrics;
    this.nodePort = nodePort;
    this.object('apps/v1', 'Deployment', { labels: { app: id } }, () => this.deployment());
    this.object('v1', 'Service', {}, () => ({
      ...(nodePort !== undefined && { type: 'NodePort' }),
      selector: { app: id },
      ports: [{ port, targetPort: PORT, ...(nodePort !== undefined && { nodePort }) }],
    }));
    this.file(`services/${id}/deployment.yaml`, [`Deployment/${id}`, `Service/${id}`]);
    if (dockerfile !== false) this.text(`services/${id}/Dockerfile`, dockerfile);
    new KanikoBuild(this, id, {
      affinity: AWAY_FROM_NAS,
      ...props.build,
      on,
      registry,
      tags: [...new Set([tag, 'latest'])],
    });
  }

  /** Uses an endpoint that it knows how to find. */
  reach(endpoint: Endpoint, why: string): void {
    this.server.connect(endpoint, why);
  }

  /** Keeps its data in a database, told by the variables that PostgreSQL's own programs read. */
  store({ name, user, password, postgres }: PostgresDatabase, why: string): void {
    const { host, port } = this.server.connect(postgres, why);
    this.server.env({ PGHOST: host, PGPORT: String(port), PGDATABASE: name, PGUSER: user, PGPASSWORD: password });
  }

  /** Lets it ask this of the API server, by an account of its own. */
  may(rules: readonly PolicyRule[], why: string): void {
    this.server.may(rules, why);
  }

  private deployment() {
    const { revisionHistoryLimit, ready = '/health' } = this.props;
    const { permissions } = this.server;
    const labels = { app: this.name };
    const env = this.env();
    return {
      replicas: 1,
      ...(revisionHistoryLimit !== undefined && { revisionHistoryLimit }),
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          ...(permissions.length > 0 && { serviceAccountName: this.name }),
          affinity: AWAY_FROM_NAS,
          containers: [
            {
              name: this.name,
              image: String(this.image),
              imagePullPolicy: 'Always',
              ports: [{ containerPort: PORT }],
              ...(env.length > 0 && { env }),
              resources: { requests: { memory: '64Mi', cpu: '50m' }, limits: { memory: '256Mi', cpu: '500m' } },
              livenessProbe: { httpGet: { path: '/health', port: PORT }, initialDelaySeconds: 10, periodSeconds: 30 },
              readinessProbe: { httpGet: { path: ready, port: PORT }, initialDelaySeconds: 5, periodSeconds: 10 },
            },
          ],
        },
      },
    };
  }

  private env(): object[] {
    return Object.entries(this.server.environment).map(([name, value]) => {
      if (!(value instanceof SecretKey)) return { name, value: typeof value === 'function' ? value() : value };
      return { name, valueFrom: { secretKeyRef: { name: value.secret.name, key: value.name } } };
    });
  }

  private object(apiVersion: string, kind: string, also: object, spec: () => object): void {
    const metadata = { name: this.name, namespace: this.props.on.name, ...also };
    new ApiObject(this, kind.toLowerCase(), { apiVersion, kind, metadata, spec: Lazy.any({ produce: spec }) });
  }
}

const PORT = 8080;
/** What section 1.1 asks for and allows, for capacity and for the model. */
const RESOURCES = {
  cpu: Cpu.millis(50),
  memory: Size.mebibytes(64),
  cpuLimit: Cpu.millis(500),
  memoryLimit: Size.mebibytes(256),
};
