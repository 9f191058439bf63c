import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { project, stack } from '../support/project';
import { ROOT, run, steading } from '../support/steading';
import { judge } from './judges';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
spec:
  replicas: {{ .Values.replicas }}
  selector: { matchLabels: { app: {{ .Release.Name }} } }
  template:
    metadata:
      labels: { app: {{ .Release.Name }} }
      annotations: { drawn: {{ randAlphaNum 16 | quote }} }
    spec:
      containers:
        - name: shop
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
          env: {{- toYaml .Values.env | nindent 12 }}
          ports: [{ name: http, containerPort: 8080 }]
          resources: {{- toYaml .Values.resources | nindent 12 }}
`;
const SERVICE = `{{- if .Values.service.enabled }}
apiVersion: v1
kind: Service
metadata: { name: {{ .Release.Name }}, namespace: {{ .Release.Namespace }} }
spec:
  selector: { app: {{ .Release.Name }} }
  ports: [{ port: {{ required "service.port is needed" .Values.service.port }}, targetPort: http }]
{{- end }}
`;
/** As Longhorn 1.12.1 has them: a policy under the pods' own name, and an account that may do everything. */
const MORE = `{{- if .Values.policy }}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: shop }
spec: { podSelector: { matchLabels: { app: shop } }, policyTypes: [Ingress] }
{{- end }}
---
{{- if .Values.bundle }}
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: shop-bundle }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [{ kind: ServiceAccount, name: shop, namespace: shop }]
{{- end }}
`;
const CHART = {
  'Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.2.3\n',
  'values.yaml':
    'replicas: 1\nimage: { repository: shop, tag: latest }\nenv: []\nservice: { enabled: true, port: 80 }\nresources: {}\npolicy: false\nbundle: false\n',
  'templates/deployment.yaml': DEPLOYMENT,
  'templates/more.yaml': MORE,
  'templates/service.yaml': SERVICE,
  'templates/NOTES.txt': '{{ .Values.greeting }}\n',
  'crds/till.yaml': `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: tills.shop.example }
spec: { group: shop.example, names: { kind: Till, plural: tills }, scope: Namespaced, versions: [] }
`,
};

const GOOD = `{
  values: { replicas: 2, image: { tag: '1.0' }, env: [{ name: 'A', value: 'b' }], service: { port: 8080 }, resources: {} },
  brings: [
    { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop', labels: { app: 'shop' } },
    { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', name: 'shop', namespace: null, madeBy: 'shop' },
  ],
  defines: ['shop.example/Till'],
}`;

/** A chart from a repository on this machine, rendered by Helm itself. */
judge('helm', { wanted: '3.19.2', judges: ['check --charts'] }, ({ folder, path }) => {
  let server: Server;
  let repository: string;

  beforeAll(async () => {
    const charts = project(Object.fromEntries(Object.entries(CHART).map(([file, text]) => [`shop/${file}`, text])));
    server = createServer(({ url = '/' }, response) => {
      try {
        response.end(readFileSync(join(charts, url)));
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    repository = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const helm = (...args: string[]) => run(join(folder, 'helm'), args, { cwd: charts });
    expect((await helm('package', 'shop')).code).toBe(0);
    expect((await helm('repo', 'index', '.', '--url', repository)).code).toBe(0);
  });
  afterAll(() => server.close());

  const LISTEN = "service: 'shop', targetPort: 8080, pods: { app: 'shop' }";
  const check = async (props: string, port = 8080, version = '1.2.3', listen = LISTEN, more = '') => {
    const body = `const on = stack.cluster('home', CLUSTER).namespace('shop', { podSecurity: 'baseline' });
const release = new src.HelmRelease(new src.Component(stack, 'shop'), 'shop', {
  namespace: on, chart: 'shop', version: '${version}', repository: '${repository}', ...(${props}),
});
release.listen({ protocol: 'http', port: ${port}, ${listen} });
${more}`;
    const cwd = project({ 'stacks/shop.ts': stack('shop', body), 'Pulumi.shop.yaml': 'config: {}\n' });
    const env = { PATH: `${path}:${process.env.PATH}` };
    return steading(['check', 'shop', '--charts', '--format', 'json'], { cwd, env });
  };
  const said = async (...args: Parameters<typeof check>) => {
    const { stdout } = await check(...args);
    return (JSON.parse(stdout) as { code: string; message: string }[]).map(({ code, message }) => `${code} ${message}`);
  };

  it('says nothing of what is so, although the chart draws something anew each time', async () => {
    expect(await said(GOOD)).toEqual([]);
  });

  it.each([
    ['a misspelt value', "values: { replicas: 2, image: { tga: '1.0' } }", 'chart/unread-value', 'sets image.tga,'],
    ['a value that only the notes read', "values: { greeting: 'hello' }", 'chart/unread-value', 'sets greeting,'],
    [
      'an object that is not made',
      "brings: [{ apiVersion: 'v1', kind: 'Secret', name: 'shop' }]",
      'chart/no-object',
      'Secret shop/shop',
    ],
    [
      'another label',
      "brings: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop', labels: { app: 'store' } }]",
      'chart/other-label',
      'sets shop',
    ],
    [
      'a kind that nobody defines',
      "defines: ['shop.example/Counter']",
      'chart/no-object',
      'a definition of shop.example/Counter',
    ],
    [
      'a Service that the values switch off',
      'values: { service: { enabled: false } }',
      'chart/no-port',
      'shop.shop.svc.cluster.local:80,',
    ],
    [
      'values that the chart refuses',
      'values: { service: { port: null } }',
      'chart/not-rendered',
      'service.port is needed',
    ],
  ])('notices %s', async (_, props, code, text) => {
    const found = await said(`{ ${props} }`, 80);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(text);
    expect(found[0]?.startsWith(`${code} `)).toBe(true);
  });

  it.each([
    [
      'another port behind the Service',
      [80, "service: 'shop', targetPort: 9090, pods: { app: 'shop' }"],
      'chart/other-port',
      'targets port 8080',
    ],
    [
      'pods with other labels',
      [80, "service: 'shop', targetPort: 8080, pods: { app: 'store' }"],
      'chart/no-pods',
      'app=store',
    ],
    [
      'a port without a Service that no container opens',
      [9090, "pods: { app: 'shop' }"],
      'chart/no-port',
      'the pods with app=shop:9090',
    ],
    ['labels without a Service that no pod has', [8080, "pods: { app: 'store' }"], 'chart/no-pods', 'app=store'],
  ] as const)(
    'notices %s',
    async (_, [port, listen], code, text) => {
      const found = await said('{}', port, '1.2.3', listen);
      expect(found).toHaveLength(1);
      expect(found[0]).toContain(text);
      expect(found[0]?.startsWith(`${code} `)).toBe(true);
    },
    60_000,
  );

  it('notices what a chart makes that the stack makes too, that no schema takes, that may do everything', async () => {
    const values = "values: { policy: true, bundle: true, resources: { requests: { cpuu: '1' } } }";
    const policy = `new (require('${join(ROOT, 'node_modules/cdk8s')}').ApiObject)(release.component, 'policy', {
  apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'shop', namespace: 'shop' },
  spec: { podSelector: { matchLabels: { app: 'shop' } }, policyTypes: ['Ingress'] },
});`;
    const found = await said(`{ ${values} }`, 80, '1.2.3', LISTEN, policy);
    expect(found).toEqual([
      expect.stringMatching(/^chart\/same-object .*NetworkPolicy shop\/shop, and component 'shop' creates it too/),
      expect.stringMatching(/^workload\/bad-resources .*cpuu/),
      expect.stringMatching(/^workload\/bad-resources .*cpuu.* its limit, which is missing/),
      expect.stringMatching(/^chart\/cluster-admin .*ClusterRoleBinding shop-bundle/),
    ]);
  }, 60_000);

  it('vendors charts from the mirror of a site, and then needs no repository', async () => {
    const nowhere = 'http://127.0.0.1:9';
    const body = `new src.HelmRelease(new src.Component(stack, 'shop'), 'shop', {
  namespace: stack.cluster('home', CLUSTER).namespace('shop', { podSecurity: 'baseline' }), chart: 'shop', version: '1.2.3', repository: '${nowhere}', ...(${GOOD}),
});`;
    const mirror = (url: string) => `config:\n  steading:charts:\n    mirror: ${url}\n`;
    const cwd = project({ 'stacks/shop.ts': stack('shop', body), 'Pulumi.shop.yaml': mirror(repository) });
    const env = { PATH: `${path}:${process.env.PATH}` };
    const vendor = () => steading(['charts', 'vendor'], { cwd, env });
    expect((await vendor()).stdout).toContain(
      `charts/shop-1.2.3.tgz  fetched from ${repository}\n\n1 fetched, 0 there already`,
    );
    const archive = readFileSync(join(cwd, 'charts/shop-1.2.3.tgz'));
    writeFileSync(join(cwd, 'charts/old-1.0.0.tgz'), archive);
    expect((await vendor()).stdout).toMatch(/old-1\.0\.0\.tgz +of no release[\s\S]*0 fetched, 1 there already/);

    writeFileSync(join(cwd, 'Pulumi.shop.yaml'), mirror(nowhere));
    const checked = await steading(['check', 'shop', '--charts'], { cwd, env });
    expect([checked.code, checked.stdout]).toEqual([0, '0 errors, 0 warnings\n']);

    writeFileSync(join(cwd, 'charts/shop-1.2.3.tgz'), archive.subarray(0, 100));
    const broken = await steading(['check', 'shop', '--charts'], { cwd, env });
    expect([broken.code, broken.stdout]).toEqual([3, '']);
    expect(broken.stderr).toMatch(/^error: charts\/shop-1\.2\.3\.tgz is no chart: .+\nto fix: fetch it again/);
    const failed = await vendor();
    expect([failed.code, failed.stdout]).toEqual([3, '']);
    expect(failed.stderr).toContain(`error: chart shop 1.2.3 cannot be fetched from ${nowhere}: `);
    writeFileSync(join(cwd, 'Pulumi.shop.yaml'), mirror(repository));
    expect((await vendor()).stdout).toContain('1 fetched, 0 there already');
    expect(readFileSync(join(cwd, 'charts/shop-1.2.3.tgz'))).toEqual(archive);
  }, 120_000);

  it('takes no range for a version: it would be another chart tomorrow', async () => {
    const { code, stderr } = await check(GOOD, 8080, '1.x');
    expect(code).toBe(3);
    expect(stderr).toContain('gives something else: its archive holds chart shop 1.2.3, not shop 1.x');
  }, 60_000);

  it('ends with 3 where the chart is not to be had', async () => {
    const { code, stdout, stderr } = await check(GOOD, 8080, '9.9.9');
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/^error: chart shop 9\.9\.9 cannot be fetched from http:\/\/127\.0\.0\.1:\d+: /);
  });
});
