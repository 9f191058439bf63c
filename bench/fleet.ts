import { ApiObject } from 'cdk8s';
import {
  ARGO_CD,
  type Cluster,
  Component,
  Cpu,
  Duration,
  derived,
  type Endpoint,
  external,
  generated,
  HelmRelease,
  Image,
  K3S,
  type Namespace,
  Secret,
  Size,
  type Stack,
  Workload,
} from '../src';
import type { Sealed } from '../src/graph/resolved';

const OBJECTS_PER_TEAM = 57;
const TEAMS_PER_REGION = 10;

/** Declares a fleet of about so many objects: teams that each host an AI platform in a namespace where nothing passes by default. */
export function declareFleet(stack: Stack, objects: number, sealed: Ciphertext): void {
  const cluster = stack.cluster('fleet', {
    kubernetes: '1.35',
    nodes: { a: { architecture: 'amd64', cpu: Cpu.cores(64), memory: Size.gibibytes(512) } },
    address: '192.168.1.10',
    serviceCidr: '10.96.0.0/12',
    podCidr: '10.42.0.0/16',
    storageClasses: ['fast', 'large'],
    networkPolicy: 'cilium',
    secrets: { store: 'sealed-secrets' },
    brings: [...K3S, ...ARGO_CD],
  });
  stack.deliver({
    engine: 'argocd',
    repository: 'https://git.example.org/gitops.git',
    revision: 'main',
    path: 'fleet',
    namespace: 'argocd',
  });
  const fleet = new Fleet(stack, cluster, sealed);
  const teams = Math.round(objects / OBJECTS_PER_TEAM);
  for (let team = 0; team < teams; team++) fleet.team(team);
}

/** What `steading secrets seal` would have put beside the program: filled while the fleet is declared. */
export type Ciphertext = Map<string, Sealed extends ReadonlyMap<string, infer C> ? C : never>;

class Fleet {
  private readonly ingress: HelmRelease;
  private readonly models: Endpoint<'openai'>;
  private telemetry: Endpoint<'otlp'> | undefined;

  constructor(
    private readonly stack: Stack,
    private readonly cluster: Cluster,
    private readonly sealed: Ciphertext,
  ) {
    const edge = new Component(stack, 'ingress');
    this.ingress = new HelmRelease(edge, 'ingress', {
      namespace: cluster.namespace('ingress'),
      chart: 'traefik',
      version: '41.3.0',
      repository: 'https://traefik.github.io/charts',
      defines: ['traefik.io/IngressRoute'],
    });
    const shared = cluster.namespace('shared', { podSecurity: 'baseline', traffic: 'denied' });
    const models = this.workload('models', shared, { files: 1, secrets: 1 });
    this.models = models.listen('openai', { port: 4000 });
    models.connect(OUTSIDE.https, 'fetches models');
  }

  /** One namespace: a database, a cache, vectors, a gateway, a chat, three services that call one another, a worker. */
  team(number: number): void {
    const id = `team-${String(number + 1).padStart(4, '0')}`;
    const namespace = this.cluster.namespace(id, { podSecurity: 'baseline', traffic: 'denied' });
    const telemetry = this.collector(number);

    const database = this.workload(`${id}-postgres`, namespace, { files: 1, secrets: 1, stateful: Size.gibibytes(20) });
    const postgres = database.listen('postgres', { port: 5432 });
    const cache = this.workload(`${id}-redis`, namespace, { files: 1, secrets: 1 });
    const redis = cache.listen('redis', { port: 6379 });
    const vectors = this.workload(`${id}-qdrant`, namespace, { secrets: 1, stateful: Size.gibibytes(50) });
    const qdrant = vectors.listen('qdrant', { port: 6333 });

    const gateway = this.workload(`${id}-gateway`, namespace, { files: 1, secrets: 2, uses: database });
    const openai = gateway.listen('openai', { port: 4000 });
    gateway.init('migrations', { command: ['gateway', 'migrate'] });
    gateway.connect(postgres, 'keys and spend');
    gateway.connect(redis, 'cached answers');
    gateway.connect(this.models, 'answers what is not served here');

    const chat = this.workload(`${id}-chat`, namespace, { secrets: 1, kept: Size.gibibytes(10) });
    chat.connect(openai, 'answers chats');
    this.route(id, chat, chat.listen('http', { port: 8080 }));
    if (number % 20 === 0) chat.component.expose(openai, { nodePort: 30000 + number / 20 });

    let before: Endpoint<'http'> | undefined;
    for (const name of ['documents', 'search', 'agents']) {
      const service = this.workload(`${id}-${name}`, namespace, { files: 1, secrets: 1, uses: database });
      for (const endpoint of [postgres, redis, qdrant, openai]) service.connect(endpoint, `${name} use it`);
      service.connect(telemetry, 'traces');
      if (before) service.env({ BEFORE_URL: service.connect(before, 'asks it first').url });
      before = service.listen('http', { port: 8000 });
      if (before && name === 'agents') service.component.after(gateway.component, 'it reads the models when it starts');
    }
    const worker = this.workload(`${id}-worker`, namespace, { files: 2, silent: true });
    worker.connect(redis, 'takes its work');
    worker.connect(OUTSIDE.https, 'fetches documents');
    worker.connect(telemetry, 'traces');
  }

  /** A product as constructs make them: one component, one workload, with its secrets, files, volume and health. */
  private workload(
    name: string,
    on: Namespace,
    { files = 0, secrets = 0, uses, stateful, kept, silent }: Product,
  ): Workload {
    const component = new Component(this.stack, name);
    const workload = new Workload(component, name, {
      on,
      kind: stateful ? 'StatefulSet' : 'Deployment',
      image: Image.of(`registry.example.org/products/${name}`, { tag: '1.4.2', platforms: ['amd64', 'arm64'] }),
      args: ['serve', '--config', '/etc/product/0.yaml'],
      user: { uid: 10001, gid: 10001 },
      resources: { cpu: Cpu.millis(250), memory: Size.mebibytes(512), memoryLimit: Size.gibibytes(1) },
    });
    for (let i = 0; i < secrets; i++) workload.env({ [`TOKEN_${i}`]: this.secret(component, `${name}-${i}`, on) });
    for (let i = 0; i < files; i++) workload.file(`/etc/product/${i}.yaml`, () => `${CONFIG}name: ${name}\n`);
    workload.env({ LOG_LEVEL: 'info', PRODUCT_NAME: name, GREETING: 'this is $(PRODUCT_NAME)' });
    if (stateful) workload.volume('data', { path: '/data', size: stateful, storageClass: 'fast' });
    if (kept) workload.volume('data', { path: '/data', size: kept, storageClass: 'large' });
    workload.volume('tmp', { path: '/tmp' });
    workload.healthy(
      silent ? { command: ['healthy'] } : { path: '/ready', live: '/live', startup: Duration.minutes(5) },
    );
    if (uses) component.after(uses.component, 'migrations need the database');
    return workload;
  }

  private secret(component: Component, name: string, namespace: Namespace) {
    const keys = { password: generated(), login: derived`user:secret` };
    const secret = new Secret(component, name, { namespace, keys });
    const id = { namespace: namespace.name, name };
    const encryptedData = { login: `AgA${name}${CIPHERTEXT}`, password: `AgB${name}${CIPHERTEXT}` };
    this.sealed.set(`${id.namespace}/${name}`, {
      ...id,
      path: `secrets/fleet/${id.namespace}/${name}.yaml`,
      version: 1,
      keys: Object.keys(encryptedData),
      manifest: {
        apiVersion: 'bitnami.com/v1alpha1',
        kind: 'SealedSecret',
        metadata: { ...id, annotations: { 'steading.dev/version': '1' } },
        spec: { encryptedData, template: { metadata: id, type: 'Opaque' } },
      },
    });
    return secret.key('password');
  }

  /** Ten teams share a collector, as many pods share one hub. */
  private collector(team: number): Endpoint<'otlp'> {
    if (!this.telemetry || team % TEAMS_PER_REGION === 0) {
      const id = `region-${String(team / TEAMS_PER_REGION + 1).padStart(3, '0')}`;
      const namespace = this.cluster.namespace(id, { podSecurity: 'baseline', traffic: 'denied' });
      this.telemetry = this.workload(`${id}-telemetry`, namespace, { files: 1 }).listen('otlp', { port: 4318 });
    }
    return this.telemetry;
  }

  private route(id: string, { component }: Workload, endpoint: Endpoint<'http'>): void {
    const [name = '', namespace = ''] = endpoint.host.split('.');
    const ingress = `${id}.example.org`;
    this.ingress.connect({ 'app.kubernetes.io/name': 'traefik' }, endpoint, `routes ${ingress}`);
    component.expose(endpoint, { ingress });
    new ApiObject(component, 'route', {
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'IngressRoute',
      metadata: { name, namespace },
      spec: {
        entryPoints: ['websecure'],
        routes: [{ kind: 'Rule', match: `Host(\`${ingress}\`)`, services: [{ name, port: endpoint.port }] }],
        tls: {},
      },
    });
  }
}

interface Product {
  readonly files?: number;
  readonly secrets?: number;
  /** Must exist first. */
  readonly uses?: Workload;
  /** Makes it a StatefulSet with a claim. */
  readonly stateful?: Size;
  /** Gives a Deployment a claim. */
  readonly kept?: Size;
  /** Listens nowhere. @default false */
  readonly silent?: boolean;
}

const OUTSIDE = external('https', { name: 'internet', host: 'example.com', port: 443 });
const CIPHERTEXT = 'q8Xz3vT1kP0mJ7cR5wYb'.repeat(30);
const CONFIG = 'listen: 0.0.0.0:8000\nworkers: 4\nlimits:\n  requests: 100\n  tokens: 4096\n'.repeat(5);
