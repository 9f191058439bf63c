import type { IAppProject } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/AppProject';
import { ApiObject, Lazy } from 'cdk8s';
import { dump } from 'js-yaml';
import { Component, type Endpoint, external, HelmRelease, Namespace, type Provides, type Stack } from '../src';

export interface ArgoCdProps {
  readonly on: Namespace;
  /** Version of the chart. */
  readonly version: string;
  /** Host name at which people and its command line reach it. */
  readonly host: string;
  /** URL of the Git repository that holds what it delivers. */
  readonly repository: string;
}

/**
 * Argo CD: brings what is in Git to the cluster, itself included. A person installs the chart once, under the name of this component,
 * and applies the root application; from then on it is one application among the others.
 *
 * Its image runs as uid 999 (`ARGOCD_USER_ID` in its Dockerfile); the chart takes away all capabilities.
 */
export class ArgoCd extends Component implements Provides<'http'> {
  /** The server: pages, REST and gRPC on one port, in plain text behind whoever ends TLS. */
  readonly http: Endpoint<'http'>;
  /** What its controller says of every application, for Prometheus. */
  readonly metrics: Endpoint<'http'>;
  /** Name of the project that applications belong to. */
  readonly project: string;

  constructor(
    stack: Stack,
    id: string,
    private readonly props: ArgoCdProps,
  ) {
    super(stack, id);
    const { on, version, host, repository } = props;
    this.project = stack.environment;
    const [server, repoServer, controller] = [`${id}-server`, `${id}-repo-server`, `${id}-application-controller`];
    const release = new HelmRelease(this, id, {
      namespace: on,
      chart: 'argo-cd',
      version,
      repository: 'https://argoproj.github.io/argo-helm',
      values: { fullnameOverride: id, global: { domain: host }, ...VALUES },
      brings: [
        ...[server, repoServer, `${id}-redis`, `${id}-applicationset-controller`].flatMap((name) => [
          { apiVersion: 'apps/v1', kind: 'Deployment', name, labels: pods(name) },
          { apiVersion: 'v1', kind: 'Service', name, labels: pods(name) },
        ]),
        { apiVersion: 'apps/v1', kind: 'StatefulSet', name: controller, labels: pods(controller) },
        { apiVersion: 'v1', kind: 'Secret', name: 'argocd-initial-admin-secret', madeBy: server },
      ],
      defines: ['Application', 'ApplicationSet', 'AppProject'].map((kind) => `argoproj.io/${kind}`),
      keep: true,
    });
    this.http = release.listen({ protocol: 'http', service: server, port: 80, targetPort: 8080, pods: pods(server) });
    this.metrics = release.listen({
      protocol: 'http',
      name: 'metrics',
      service: `${controller}-metrics`,
      port: 8082,
      pods: pods(controller),
    });
    const { hostname, port } = new URL(repository);
    const git = external('https', { name: 'gitops-repository', host: hostname, port: Number(port || 443) });
    release.connect(pods(repoServer), git.https, 'reads what it delivers');
    const { mirror } = stack.charts;
    if (mirror) release.connect(pods(repoServer), mirrorOf(mirror).https, 'fetches charts');
    const project: Omit<IAppProject, 'spec'> = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: this.project, namespace: on.name },
    };
    new ApiObject(this, 'project', { ...project, spec: Lazy.any({ produce: () => this.projectSpec() }) });
  }

  /**
   * What this stack delivers, and the namespaces that it delivers to: those that it makes, and those of objects that were written by hand. The namespace
   * '' is that of an Application that names none; Argo CD compares its objects with the list all the same.
   */
  private projectSpec(): IAppProject['spec'] {
    const { repository } = this.props;
    const all = this.stack.node.findAll();
    const charts = all.flatMap((found) => (found instanceof HelmRelease ? [found.repository] : []));
    const namespaces = all.flatMap((found) => {
      if (found instanceof Namespace) return [found.name];
      return ApiObject.isApiObject(found) ? (found.metadata.namespace ?? []) : [];
    });
    return {
      sourceRepos: unique([repository, ...charts.map((url) => url.replace(/^oci:\/\//, ''))]),
      destinations: unique(['', ...namespaces]).map((namespace) => ({
        server: 'https://kubernetes.default.svc',
        namespace,
      })),
      clusterResourceWhitelist: [{ group: '*', kind: '*' }],
    };
  }
}

/** The site's mirror of charts, which mostly has a private address behind its name. */
function mirrorOf(mirror: string): Provides<'https'> {
  const { protocol, hostname: host, port } = new URL(mirror);
  const isPlain = protocol === 'http:';
  const isAddress = /^[\d.]+$/.test(host);
  return external('https', {
    name: 'chart-mirror',
    host,
    port: Number(port || (isPlain ? 80 : 443)),
    scheme: isPlain ? 'http' : 'https',
    ...(!isAddress && { cidrs: ['0.0.0.0/0'] }),
  });
}

const unique = (texts: readonly string[]) => [...new Set(texts)].sort();
const pods = (name: string) => ({ 'app.kubernetes.io/name': name });

/**
 * Makes the waves of an app of apps wait. The health of an application is that of the objects which are there (Argo CD 3.5, `controller/health.go`): one that is
 * half applied, or that nobody has compared with what it is now, would pass for healthy. One that others keep changing is never Synced: it passes once Argo CD
 * has synced it twice more. The first success alone does not count: health and sync status are those of the comparison before it.
 */
const APPLICATION_HEALTH = `local function same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then return a == b end
  for key, value in pairs(a) do if not same(value, b[key]) then return false end end
  for key in pairs(b) do if a[key] == nil then return false end end
  return true
end
local hs = { status = "Progressing", message = "not yet synced as it is described" }
local status = obj.status
if status == nil or status.health == nil or status.sync == nil then return hs end
if status.health.status == "Healthy" then
  local state = status.operationState or {}
  local sync = (state.operation or {}).sync or {}
  local tried = state.phase == "Succeeded" and (sync.autoHealAttemptsCount or 0) > 1
  if status.sync.status ~= "Synced" and not tried then return hs end
  local compared = status.sync.comparedTo or {}
  if not same(compared.sources or compared.source, obj.spec.sources or obj.spec.source) then return hs end
end
hs.status = status.health.status
hs.message = status.health.message or ""
return hs
`;

/** Of the chart's own list what concerns a cluster like this, without EndpointSlice: Services for machines outside are made of one. Groups, and their kinds. */
const EXCLUDED = [
  ['', 'Endpoints'],
  ['coordination.k8s.io', 'Lease'],
  ['authentication.k8s.io', 'SelfSubjectReview TokenReview'],
  ['authorization.k8s.io', 'SelfSubjectAccessReview SelfSubjectRulesReview'],
  ['authorization.k8s.io', 'SubjectAccessReview LocalSubjectAccessReview'],
  ['certificates.k8s.io', 'CertificateSigningRequest'],
  ['cert-manager.io', 'CertificateRequest'],
].map(([group = '', kinds = '']) => ({ apiGroups: [group], kinds: kinds.split(' ') }));

const resources = (cpu: string, memory: string, limit: string) => ({
  resources: { requests: { cpu, memory }, limits: { memory: limit } },
});

const VALUES = {
  configs: {
    cm: {
      // Kubernetes copies labels of a Service to its EndpointSlices, which would then look like ours.
      'application.resourceTrackingMethod': 'annotation',
      'resource.customizations.health.argoproj.io_Application': APPLICATION_HEALTH,
      'resource.exclusions': dump(EXCLUDED),
    },
    params: { 'server.insecure': true },
  },
  controller: { ...resources('250m', '512Mi', '1536Mi'), metrics: { enabled: true } },
  server: resources('50m', '128Mi', '512Mi'),
  repoServer: resources('100m', '256Mi', '1Gi'),
  applicationSet: resources('50m', '64Mi', '256Mi'),
  redis: resources('50m', '64Mi', '256Mi'),
  dex: { enabled: false },
  notifications: { enabled: false },
};
