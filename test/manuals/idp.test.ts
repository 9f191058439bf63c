import { load } from 'js-yaml';
import type { ModelObject } from '../../src/backends/model';
import { build, IDP } from '../support/idp';

/** Commands and tables of document 002 (the LLM stack behind a tunnel), aimed at what is made. */
let made: Awaited<ReturnType<typeof build>>;
beforeAll(async () => {
  made = await build();
});

const objects = (kind: string, name: string, namespace: string | null) =>
  made.model.objects.filter((object) => object.kind === kind && object.name === name && object.namespace === namespace);
const manifest = <T>(path: string) => load(made.files[path] ?? '') as T;
const application = (name: string) =>
  manifest<{ spec: { source: Source; sources: Source[] } }>(`applications/${name}.yaml`).spec;
type Source = { chart?: string; path?: string; targetRevision: string; repoURL: string; helm: { valuesObject: never } };

const KINDS: Readonly<Record<string, string>> = {
  application: 'Application',
  configmap: 'ConfigMap',
  deploy: 'Deployment',
  deployment: 'Deployment',
  statefulset: 'StatefulSet',
  svc: 'Service',
};

/** What a command names: namespaces, objects, containers, pods of a StatefulSet, Services with their ports, addresses in the tunnel, files. */
function named(command: string): [what: string, isThere: boolean][] {
  const found: [string, boolean][] = [];
  const [, first] = / -n (\S+)/.exec(command) ?? [];
  for (const [, namespace = ''] of command.matchAll(/ -n (\S+)/g))
    found.push([`namespace ${namespace}`, objects('Namespace', namespace, null).length === 1]);
  const kinds = Object.keys(KINDS).join('|');
  for (const [, kind = '', name = ''] of command.matchAll(
    new RegExp(`\\b(${kinds})(?:/| (?:-n \\S+ )?)(?!-)([a-z][a-z0-9-]*)`, 'g'),
  ))
    found.push([`${kind} ${name}`, objects(KINDS[kind] ?? '', name, first ?? null).length === 1]);
  for (const [, name = ''] of command.matchAll(/ ([a-z-]+)-0\b/g))
    found.push([`pod ${name}-0`, objects('StatefulSet', name, first ?? null).length === 1]);
  for (const [, host = '', port = '80'] of command.matchAll(/http:\/\/([a-z-]+\.[a-z-]+)\.svc(?::(\d+))?/g))
    found.push([
      `http://${host}:${port}`,
      made.model.endpoints.some((one) => one.host === `${host}.svc.cluster.local` && String(one.port) === port),
    ]);
  for (const [, address = ''] of command.matchAll(/http:\/\/(100\.[\d.]+:\d+)/g))
    found.push([address, made.graph.connections.some((one) => one.address.includes(address))]);
  for (const [, container = ''] of command.matchAll(/-c (nginx|tailscale-sidecar)\b/g)) {
    const [proxy] = made.graph.workloads.filter(({ name }) => name === 'llm-proxy');
    const containers = proxy ? [proxy.main, ...proxy.sidecars].map(({ name }) => name) : [];
    found.push([`container ${container}`, containers.includes(container)]);
  }
  for (const [path] of command.matchAll(/\b(applications|platform)\/\S+\.yaml/g))
    found.push([path, made.files[path] !== undefined]);
  return found;
}

const CURL = 'kubectl run test --rm -it --restart=Never --image=curlimages/curl -- curl -s';

describe("the commands of the platform's manual", () => {
  it.each([
    ...['headscale', 'llm-proxy', 'holmesgpt', 'open-webui', 'qdrant'].map((name) => `kubectl get pods -n ${name}`),
    'kubectl get application -n argocd',
    // Headscale: nodes and who reaches whom
    'kubectl exec -n headscale deploy/headscale -- headscale nodes list',
    'kubectl exec -n headscale deploy/headscale -- headscale users list',
    'kubectl exec -n headscale deploy/headscale -- headscale preauthkeys create --user laptop --reusable --expiration 24h',
    "kubectl get configmap -n headscale headscale-config -o jsonpath='{.data.config\\.yaml}'",
    // the tunnel
    ...['tailscale status', 'tailscale ping 100.64.0.2', 'ip addr', 'ip route'].map(
      (inside) => `kubectl exec -n llm-proxy deploy/llm-proxy -c tailscale-sidecar -- ${inside}`,
    ),
    'kubectl exec -n llm-proxy deploy/llm-proxy -c tailscale-sidecar -- wget -q -O- http://100.64.0.2:1234/v1/models',
    // the proxy
    'kubectl get configmap -n llm-proxy llm-proxy-config -o yaml',
    'kubectl exec -n llm-proxy deploy/llm-proxy -c nginx -- wget -q -O- http://127.0.0.1:8080/v1/models',
    `${CURL} --max-time 10 http://llm-proxy.llm-proxy.svc:8080/v1/models`,
    'kubectl logs -n llm-proxy deploy/llm-proxy -c nginx --tail=20',
    'kubectl logs -n llm-proxy deploy/llm-proxy -c tailscale-sidecar --tail=20',
    'kubectl rollout restart deployment llm-proxy -n llm-proxy',
    // HolmesGPT
    `${CURL} http://holmesgpt-holmes.holmesgpt.svc:80/api/model`,
    `${CURL} -X POST http://holmesgpt-holmes.holmesgpt.svc:80/api/chat`,
    `${CURL} -X POST http://holmesgpt-holmes.holmesgpt.svc:80/api/investigate`,
    'kubectl get deployment -n holmesgpt holmesgpt-holmes -o jsonpath=…',
    'kubectl logs -n holmesgpt deploy/holmesgpt-holmes --tail=30',
    // Open WebUI
    'kubectl get statefulset -n open-webui open-webui -o jsonpath=…',
    'kubectl logs -n open-webui open-webui-0 -c open-webui --tail=30',
    'kubectl logs -n open-webui deploy/open-webui-pipelines --tail=10',
    // Qdrant
    ...['healthz', 'collections', 'collections/<name>', 'collections/<name>/points/scroll'].map(
      (path) => `${CURL} http://qdrant.qdrant.svc:6333/${path}`,
    ),
    // answers from documents
    ...['files/', 'knowledge/create', 'knowledge/<knowledge-id>/file/add'].map(
      (path) => `${CURL} -X POST http://open-webui.open-webui.svc:80/api/v1/${path}`,
    ),
    // runbooks
    'vim platform/holmesgpt/custom-runbooks-configmap.yaml',
    'kubectl rollout restart deployment holmesgpt-holmes -n holmesgpt',
    'kubectl rollout status deployment holmesgpt-holmes -n holmesgpt',
    'kubectl exec -n holmesgpt deploy/holmesgpt-holmes -- cat /app/holmes/plugins/runbooks/custom-runbooks.yaml',
    'kubectl port-forward -n holmesgpt svc/holmesgpt-holmes 8088:80',
    // the switch
    ...['headscale', 'llm-proxy', 'holmesgpt', 'open-webui', 'qdrant'].map(
      (name) => `kubectl apply -f applications/${name}.yaml`,
    ),
  ])('%s', (command) => {
    const all = named(command);
    expect(all.length).toBeGreaterThan(0);
    expect(all.filter(([, isThere]) => !isThere)).toEqual([]);
  });

  it('a name that is wrong is noticed', () => {
    for (const wrong of [
      'kubectl get pods -n holmes',
      'kubectl logs -n open-webui deploy/pipelines',
      'curl http://qdrant.qdrant.svc:6335/healthz',
      'kubectl exec -n llm-proxy deploy/llm-proxy -c tailscale-sidecar -- wget http://100.64.0.3:1234/v1',
      'kubectl get configmap -n llm-proxy proxy-config',
    ])
      expect(named(wrong).map(([, isThere]) => isThere)).toContain(false);
  });
});

describe("the tables of the platform's manual", () => {
  it('the layout of the repository, and no app of apps', () => {
    const paths = Object.keys(made.files);
    const below = (folder: string) =>
      paths.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1));
    expect(below('applications')).toEqual(
      ['headscale', 'holmesgpt', 'llm-proxy', 'open-webui', 'qdrant'].map((name) => `${name}.yaml`),
    );
    expect(below('platform/headscale')).toEqual(
      ['configmap', 'deployment', 'namespace', 'pvc', 'service'].map((name) => `${name}.yaml`),
    );
    expect(below('platform/llm-proxy')).toEqual(
      ['configmap', 'deployment', 'namespace', 'rbac', 'secret', 'service'].map((name) => `${name}.yaml`),
    );
    expect(below('platform/holmesgpt')).toContain('custom-runbooks-configmap.yaml');
  });

  it.each([
    ['headscale', undefined, undefined],
    ['llm-proxy', undefined, undefined],
    ['holmesgpt', 'holmes', '0.6.0'],
    ['open-webui', 'open-webui', '5.18.0'],
    ['qdrant', 'qdrant', '0.10.1'],
  ])('%s is delivered from %s %s', (name, chart, version) => {
    const { source, sources = [source] } = application(name);
    expect(sources.find((one) => one.path)?.path).toBe(`platform/${name}`);
    expect(sources.find((one) => one.chart)?.chart).toBe(chart);
    expect(sources.find((one) => one.chart)?.targetRevision).toBe(version);
  });

  it('where each is reached', () => {
    const addresses = made.model.endpoints.map(({ exposure, address }) => `${exposure} ${address}`);
    expect(addresses).toEqual(
      expect.arrayContaining([
        'loadBalancer http://89.108.100.199:8080',
        'nodePort http://194.58.110.52:30080',
        'cluster http://llm-proxy.llm-proxy.svc.cluster.local:8080',
        'cluster http://holmesgpt-holmes.holmesgpt.svc.cluster.local:80',
        'cluster http://open-webui.open-webui.svc.cluster.local:80',
        'cluster http://qdrant.qdrant.svc.cluster.local:6333',
        'cluster http://qdrant.qdrant.svc.cluster.local:6334',
      ]),
    );
  });

  type Variable = { name: string; value?: string };
  const variables = (name: string, key: string) => {
    const [chart] = application(name).sources;
    const values = chart?.helm.valuesObject as unknown as Record<string, Variable[]>;
    return Object.fromEntries((values[key] ?? []).map((one) => [one.name, one.value]));
  };

  it('the variables of HolmesGPT', () => {
    expect(variables('holmesgpt', 'additionalEnvVars')).toEqual({
      MODEL: 'openai/qwen3-coder-30b-a3b-instruct-mlx',
      OPENAI_API_BASE: 'http://llm-proxy.llm-proxy.svc.cluster.local:8080/v1',
      OPENAI_API_KEY: 'not-needed',
    });
  });

  it('the variables of Open WebUI; addresses and ENABLE_OLLAMA_API are the chart’s to set', () => {
    expect(variables('open-webui', 'extraEnvVars')).toMatchObject({
      OPENAI_API_KEY: 'not-needed',
      VECTOR_DB: 'qdrant',
      QDRANT_URI: 'http://qdrant.qdrant.svc.cluster.local:6333',
      RAG_EMBEDDING_ENGINE: '',
      RAG_EMBEDDING_MODEL: 'sentence-transformers/all-MiniLM-L6-v2',
    });
    expect(application('open-webui').sources[0]?.helm.valuesObject).toMatchObject({
      ollama: { enabled: false },
      openaiBaseApiUrls: ['http://llm-proxy.llm-proxy.svc.cluster.local:8080/v1'],
      image: { tag: '0.5.16' },
    });
  });

  it('what is asked from `kubectl run` in the namespace default is let in', () => {
    const tests = made.graph.connections.filter(({ pods }) => pods?.namespace === 'default').map(({ to }) => to);
    expect(tests).toEqual(['idp/holmesgpt/http', 'idp/open-webui/http', 'idp/qdrant/http']);
    for (const [path, port] of [
      ['open-webui/networkpolicy-open-webui-open-webui-steading', 8080],
      ['qdrant/networkpolicy-qdrant-qdrant-qdrant-steading', 6333],
    ] as const) {
      const { spec } = manifest<{ spec: { ingress: object[] } }>(`platform/${path}.yaml`);
      const from = {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'default' } },
        podSelector: {},
      };
      expect(spec.ingress).toContainEqual({ from: expect.arrayContaining([from]), ports: [{ port, protocol: 'TCP' }] });
    }
  });

  it('three runbooks of its own, mounted where the two built-in ones are', () => {
    const { data } = manifest<{ data: Record<string, string> }>('platform/holmesgpt/custom-runbooks-configmap.yaml');
    const { runbooks } = load(data['custom-runbooks.yaml'] ?? '') as { runbooks: { match: { issue_name: string } }[] };
    expect(runbooks.map(({ match }) => match.issue_name)).toEqual([
      '.*tailscale.*|.*llm-proxy.*|.*vpn.*',
      '.*CrashLoopBackOff.*|.*OOMKilled.*|.*ImagePullBackOff.*',
      '.*holmesgpt.*|.*litellm.*|.*openai.*|.*lmstudio.*',
    ]);
    expect(made.graph.patches).toMatchObject([{ target: { kind: 'Deployment', name: 'holmesgpt-holmes' } }]);
    expect(JSON.stringify(made.graph.patches)).toContain('/app/holmes/plugins/runbooks/custom-runbooks.yaml');
  });

  it('headscale before llm-proxy', () => {
    expect(made.graph.orders).toContainEqual(expect.objectContaining({ from: 'llm-proxy', to: 'headscale' }));
  });

  it('known problem 1: a tunnel in the kernel; 2: litellm is told by OPENAI_API_BASE', () => {
    const [proxy] = made.graph.workloads.filter(({ name }) => name === 'llm-proxy');
    expect(proxy?.sidecars[0]?.env).toContainEqual(expect.objectContaining({ name: 'TS_USERSPACE', value: 'false' }));
    expect(JSON.stringify(made.graph.releases)).not.toContain('OPENAI_BASE_URL');
  });

  it('Secrets that a person fills are left alone', () => {
    const filled = made.model.secrets.map(({ namespace, name }) => `${namespace}/${name}`);
    expect(filled).toEqual(['llm-proxy/tailscale-auth', 'open-webui/open-webui-pipelines']);
    for (const [component, name] of [
      ['llm-proxy', 'tailscale-auth'],
      ['open-webui', 'open-webui-pipelines'],
    ] as const)
      expect(manifest(`applications/${component}.yaml`)).toMatchObject({
        spec: { ignoreDifferences: [{ kind: 'Secret', name, jsonPointers: ['/data'] }] },
      });
  });
});

it('an app of apps is there where it is asked for', async () => {
  const asked = await build(IDP.replace('appOfApps: false', 'appOfApps: true'));
  const known = Object.keys(made.files);
  expect(Object.keys(asked.files).filter((path) => !known.includes(path))).toEqual(['applications/root.yaml']);
});

it('every object of the model is named once', () => {
  const names = made.model.objects.map(({ kind, namespace, name }: ModelObject) => `${kind} ${namespace}/${name}`);
  expect(new Set(names).size).toBe(names.length);
});
