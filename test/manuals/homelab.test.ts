import { load } from 'js-yaml';
import type { ModelObject } from '../../src/backends/model';
import { build } from '../support/homelab';

/** Commands and tables of the operations manual of the homelab (document 000), aimed at what is made. */
let made: Awaited<ReturnType<typeof build>>;
beforeAll(async () => {
  made = await build();
});

type Target = Partial<Pick<ModelObject, 'kind' | 'name' | 'labels'>> & { readonly namespace?: string | null };

const hits = ({ labels = {}, ...target }: Target) =>
  made.model.objects.filter(
    (object) =>
      Object.entries(target).every(([field, value]) => object[field as keyof ModelObject] === value) &&
      Object.entries(labels).every(([name, value]) => object.labels[name] === value),
  );

const file = <T>({ kind, name, namespace }: { kind: string; name: string; namespace: string }): T => {
  const [{ path } = { path: null }] = hits({ kind, name, namespace });
  return load(made.files[path ?? ''] ?? '') as T;
};

describe('the operations manual of the homelab', () => {
  it.each([
    ...['ai', 'llm', 'argocd', 'n8n', 'grafana', 'prometheus', 'search', 'git', 'traefik', 'longhorn', 'observe'],
  ])('opens https://%s.vectorweight.com, with a certificate', (host) => {
    const address = `https://${host}.vectorweight.com`;
    expect(made.model.endpoints.filter((endpoint) => endpoint.address === address)).toMatchObject([
      { exposure: 'ingress' },
    ]);
    expect(hits({ kind: 'Certificate', namespace: 'cert-manager', name: `${host}-vectorweight-com` })).toHaveLength(1);
    expect(hits({ kind: 'IngressRoute', name: host })).toHaveLength(1);
  });

  it.each([
    ['postgresql', 'self-hosted-ai', 5432],
    ['redis', 'self-hosted-ai', 6379],
    ['ollama', 'self-hosted-ai', 11434],
    ['ollama', 'gpu-workloads', 11434],
    ['comfyui', 'gpu-workloads', 8188],
    ['whisper', 'gpu-workloads', 9000],
    ['prometheus-alertmanager', 'monitoring', 9093],
    ['grafana', 'monitoring', 80],
    ['tempo', 'monitoring', 3100],
    ['otel-collector-opentelemetry-collector', 'monitoring', 4318],
    ['litellm', 'self-hosted-ai', 4000],
  ])('finds %s.%s at port %i', (name, namespace, port) => {
    expect(hits({ kind: 'Service', name, namespace })).toHaveLength(1);
    const host = `${name}.${namespace}.svc.cluster.local`;
    expect(made.model.endpoints).toContainEqual(expect.objectContaining({ host, port }));
  });

  it.each<[string, Target]>([
    ['kubectl get pods -n arc-runners', { kind: 'Namespace', name: 'arc-runners' }],
    [
      'kubectl logs -n arc-runners -l app.kubernetes.io/component=runner -f',
      { namespace: 'arc-runners', labels: { 'app.kubernetes.io/component': 'runner' } },
    ],
    ['argocd app sync --prune root', { kind: 'Application', name: 'root', namespace: 'argocd' }],
    ['argocd app sync sealed-secrets', { kind: 'Application', name: 'sealed-secrets', namespace: 'argocd' }],
    ['kubectl get certificates -n cert-manager', { kind: 'Certificate', namespace: 'cert-manager' }],
    ['kubectl logs -n kube-system -l k8s-app=kube-dns', { kind: 'Deployment', labels: { 'k8s-app': 'kube-dns' } }],
    [
      'kubectl rollout restart deployment/coredns -n kube-system',
      { kind: 'Deployment', name: 'coredns', namespace: 'kube-system' },
    ],
    [
      'kubectl logs -n traefik -l app.kubernetes.io/name=traefik',
      { kind: 'Deployment', namespace: 'traefik', labels: { 'app.kubernetes.io/name': 'traefik' } },
    ],
    ['kubectl get ingressroute -A', { kind: 'IngressRoute' }],
    [
      'kubectl logs deployment/litellm -n self-hosted-ai',
      { kind: 'Deployment', name: 'litellm', namespace: 'self-hosted-ai' },
    ],
    [
      'kubectl get pods -n monitoring -l app.kubernetes.io/name=opentelemetry-collector',
      {
        kind: 'Deployment',
        namespace: 'monitoring',
        labels: { 'app.kubernetes.io/name': 'opentelemetry-collector' },
      },
    ],
    [
      'kubectl exec -n monitoring deployment/tempo -- df -h /var/tempo',
      { kind: 'Deployment', name: 'tempo', namespace: 'monitoring' },
    ],
    ['kubectl get networkpolicies -n ai-services', { kind: 'NetworkPolicy', namespace: 'ai-services' }],
    ['kubectl get networkpolicies -n gpu-workloads', { kind: 'NetworkPolicy', namespace: 'gpu-workloads' }],
    ['kubectl get pods -n argocd', { kind: 'Namespace', name: 'argocd' }],
    [
      'kubectl delete -n kube-system deploy sealed-secrets-controller',
      { kind: 'Deployment', name: 'sealed-secrets-controller', namespace: 'kube-system' },
    ],
    [
      'kubectl get deployment litellm -n ai-services (a Service there; the Deployment is in self-hosted-ai)',
      { kind: 'Service', name: 'litellm', namespace: 'ai-services' },
    ],
    [
      'kubectl scale runnerdeployment (scale sets took its place)',
      { kind: 'AutoscalingRunnerSet', name: 'self-hosted-ai-amd64', namespace: 'arc-runners' },
    ],
  ])('%s', (_, target) => {
    expect(hits(target).length).toBeGreaterThan(0);
  });

  it('kubectl describe pod -l app=<name>: every workload and its pods have that label', () => {
    const workloads = made.graph.workloads.map(({ name, selector }) => [name, selector.app]);
    for (const [name, app] of workloads) expect(app).toBe(name);
    expect(workloads.length).toBeGreaterThan(10);
  });

  it.each(['ai-services', 'gpu-workloads', 'automation'])('%s enforces the Pod Security level baseline', (name) => {
    expect(hits({ kind: 'Namespace', name })[0]?.labels['pod-security.kubernetes.io/enforce']).toBe('baseline');
    expect(hits({ kind: 'NetworkPolicy', name: 'default-deny', namespace: name })).toHaveLength(1);
  });

  it('kubectl get configmap -n monitoring otel-collector-config -o yaml | grep sampling: all of them', () => {
    const { data } = file<{ data: Record<string, string> }>({
      kind: 'ConfigMap',
      name: 'otel-collector-config',
      namespace: 'monitoring',
    });
    expect(Object.values(data).join()).toContain('sampling_percentage: 100');
  });

  it('kubectl get deployment litellm -o yaml | grep OTEL, and what else is traced', () => {
    for (const [name, namespace] of [
      ['litellm', 'self-hosted-ai'],
      ['open-webui', 'ai-services'],
      ['n8n', 'automation'],
    ] as const) {
      const text = JSON.stringify(file({ kind: 'Deployment', name, namespace }));
      expect(text).toContain('http://otel-collector-opentelemetry-collector.monitoring.svc.cluster.local:4318');
    }
  });

  it('lists the runner sets with their labels and bounds', () => {
    const sets = made.model.releases
      .filter(({ chart }) => chart === 'gha-runner-scale-set')
      .map(({ name, values }) => [name, values.scaleSetLabels, values.minRunners, values.maxRunners]);
    expect(sets).toEqual([
      ['self-hosted-ai-amd64', ['self-hosted', 'linux', 'amd64'], 0, 4],
      ['self-hosted-ai-arm64', ['self-hosted', 'linux', 'arm64'], 0, 2],
      ['self-hosted-ai-gpu', ['self-hosted', 'linux', 'gpu'], 0, 2],
    ]);
  });

  it('calls webhooks of n8n without a login, under the address that n8n itself names', () => {
    const { spec } = file<{ spec: { routes: { middlewares?: unknown }[] } }>({
      kind: 'IngressRoute',
      name: 'n8n',
      namespace: 'automation',
    });
    for (const { middlewares } of spec.routes) expect(middlewares).toBeUndefined();
    const text = JSON.stringify(file({ kind: 'Deployment', name: 'n8n', namespace: 'automation' }));
    expect(text).toContain('{"name":"WEBHOOK_URL","value":"https://n8n.vectorweight.com/"}');
  });

  it.each(['longhorn', 'prometheus', 'search', 'traefik'])('asks for a login before %s, which has none', (name) => {
    const [{ namespace } = { namespace: null }] = hits({ kind: 'IngressRoute', name });
    const { spec } = file<{ spec: { routes: { middlewares?: { name: string }[] }[] } }>({
      kind: 'IngressRoute',
      name,
      namespace: namespace ?? '',
    });
    for (const { middlewares } of spec.routes) expect(middlewares).toMatchObject([{ name: 'login' }]);
  });
});
