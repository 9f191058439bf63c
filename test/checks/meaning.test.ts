import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Session } from '../support/session';

const folder = mkdtempSync(join(tmpdir(), 'steading-meaning-'));
afterAll(() => rmSync(folder, { recursive: true }));
const session = new Session();

let count = 0;
/** The codes that are said of files, without what nearly every manifest gets. */
async function codes(files: Readonly<Record<string, string>>): Promise<string[]> {
  const name = `set-${count++}`;
  for (const [file, text] of Object.entries(files)) {
    const path = join(folder, name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const { stdout } = await session.steading(['check', `./${name}`, '--format', 'json'], { cwd: folder });
  const findings = JSON.parse(stdout) as { code: string }[];
  return [...new Set(findings.map(({ code }) => code))].filter((code) => code !== 'security/unused-token');
}

const home = '{apiVersion: v1, kind: Namespace, metadata: {name: home}}\n---\n';
const web = (more: { pod?: string; container?: string; image?: string; strategy?: string } = {}) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: home}
spec:
  strategy: ${more.strategy ?? '{type: Recreate}'}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      ${more.pod ?? 'enableServiceLinks: false'}
      containers:
        - name: main
          image: ${more.image ?? 'docker.io/library/nginx:1.29.3'}
          resources: {requests: {cpu: 10m, memory: 64Mi}, limits: {memory: 64Mi}}
          readinessProbe: {tcpSocket: {port: 8080}}
          ${more.container ?? 'ports: [{containerPort: 8080}]'}
---
`;
const service = (name: string, ports: string) =>
  `{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: home}, spec: {selector: {app: web}, ports: ${ports}}}\n---\n`;
const policy = (spec: string) =>
  `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: web, namespace: home}, spec: ${spec}}\n---\n`;
const kafka =
  '{apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: {name: events, namespace: home}, spec: {kafka: {listeners: [{name: plain, port: 9092, type: internal, tls: false}]}}}\n---\n';
const env = (name: string, value: string) => `env: [{name: ${name}, value: "${value}"}]`;
const route = (parent: string, more = '') =>
  `{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: web, namespace: home}, spec: {parentRefs: [${parent}]${more}, rules: [{backendRefs: [{name: web, port: 8080}]}]}}\n---\n`;
const gateway = (listener: string) =>
  `{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: edge, namespace: home}, spec: {gatewayClassName: cilium, listeners: [${listener}]}}\n---\n`;
const https = 'name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: tls}]}';
const flux = (kind: string, spec: string) =>
  `{apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, metadata: {name: ${kind}, namespace: home}, spec: {interval: 1h, prune: true, path: ./${kind}, ${spec}}}\n---\n`;
const git =
  '{apiVersion: source.toolkit.fluxcd.io/v1, kind: GitRepository, metadata: {name: repo, namespace: home}, spec: {interval: 1h, url: "https://git.example.org/a.git"}}\n---\n';
const from = 'sourceRef: {kind: GitRepository, name: repo}';
const script = (text: string, annotations = '') =>
  `{apiVersion: v1, kind: ConfigMap, metadata: {name: s, namespace: home${annotations}}, data: {run.sh: '${text}'}}\n`;

/** What is said of a mistake, and of the sound set that looks most like it. */
const CASES: readonly (readonly [
  string,
  string,
  Readonly<Record<string, string>>,
  Readonly<Record<string, string>>,
])[] = [
  [
    'a policy opens the port of a Service',
    'network/service-port',
    {
      'a.yaml':
        home +
        web() +
        service('web', '[{port: 80, targetPort: 8080}]') +
        policy('{podSelector: {matchLabels: {app: web}}, ingress: [{ports: [{port: 80}]}]}'),
    },
    {
      'a.yaml':
        home +
        web() +
        service('web', '[{port: 80, targetPort: 8080}]') +
        policy('{podSelector: {matchLabels: {app: web}}, ingress: [{ports: [{port: 8080}]}]}'),
    },
  ],
  [
    'rules of a direction that policyTypes does not name',
    'network/ignored-rules',
    { 'a.yaml': home + web() + policy('{podSelector: {}, policyTypes: [Egress], egress: [{}], ingress: [{}]}') },
    {
      'a.yaml': home + web() + policy('{podSelector: {}, policyTypes: [Ingress, Egress], egress: [{}], ingress: [{}]}'),
    },
  ],
  [
    'a topic of another cluster',
    'kafka/no-cluster',
    {
      'a.yaml': `${home}${kafka}{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {name: a, namespace: home}, spec: {partitions: 1}}\n`,
    },
    {
      'a.yaml': `${home}${kafka}{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {name: a, namespace: home, labels: {strimzi.io/cluster: events}}, spec: {partitions: 1}}\n`,
    },
  ],
  [
    'a port that the Service does not have',
    'reference/unknown-port',
    { 'a.yaml': home + web({ container: env('API', 'http://web:9090/v1') }) + service('web', '[{port: 8080}]') },
    { 'a.yaml': home + web({ container: env('API', 'http://web:8080/v1') }) + service('web', '[{port: 8080}]') },
  ],
  [
    'the host of a database that nothing makes',
    'reference/unknown-host',
    { 'a.yaml': home + web({ container: env('DB_HOST', 'postgres') }) },
    { 'a.yaml': home + web({ container: env('DB_HOST', 'postgres.example.org') }) },
  ],
  [
    'an argument that nothing defines',
    'workload/literal-variable',
    { 'a.yaml': home + web({ container: 'args: [--token=$(TOKEN)]' }) },
    { 'a.yaml': home + web({ container: 'args: [sh, -c, "echo $(TOKEN)"]' }) },
  ],
  [
    'PostgreSQL 18 with a volume at the older place',
    'storage/old-data-folder',
    {
      'a.yaml':
        home +
        web({
          image: 'postgres:18',
          container: 'volumeMounts: [{name: d, mountPath: /var/lib/postgresql/data}]',
          pod: 'volumes: [{name: d, emptyDir: {}}]',
        }),
    },
    {
      'a.yaml':
        home +
        web({
          image: 'postgres:17',
          container: 'volumeMounts: [{name: d, mountPath: /var/lib/postgresql/data}]',
          pod: 'volumes: [{name: d, emptyDir: {}}]',
        }),
    },
  ],
  [
    'a database without a volume',
    'storage/no-data-volume',
    { 'a.yaml': home + web({ image: 'docker.io/library/mongo:7.0' }) },
    {
      'a.yaml':
        home +
        web({
          image: 'docker.io/library/mongo:7.0',
          container: 'volumeMounts: [{name: d, mountPath: /data/db}]',
          pod: 'volumes: [{name: d, emptyDir: {}}]',
        }),
    },
  ],
  [
    'a listener for its own namespace alone',
    'exposure/no-listener',
    {
      'a.yaml':
        home +
        web() +
        service('web', '[{port: 8080}]') +
        gateway(`{${https}, hostname: "*.example.org"}`) +
        route('{name: edge}', ', hostnames: [a.example.net]'),
    },
    {
      'a.yaml':
        home +
        web() +
        service('web', '[{port: 8080}]') +
        gateway(`{${https}, hostname: "*.example.org"}`) +
        route('{name: edge}', ', hostnames: [a.example.org]'),
    },
  ],
  [
    'a source that nothing makes',
    'reference/missing',
    { 'a.yaml': home + flux('apps', from) },
    { 'a.yaml': home + git + flux('apps', from) },
  ],
  [
    'Kustomizations that wait for each other',
    'delivery/circle',
    {
      'a.yaml':
        home + git + flux('a', `${from}, dependsOn: [{name: b}]`) + flux('b', `${from}, dependsOn: [{name: a}]`),
    },
    { 'a.yaml': home + git + flux('a', `${from}, dependsOn: [{name: b}]`) + flux('b', from) },
  ],
  [
    'a script whose variable Flux takes',
    'delivery/eaten-variable',
    {
      'k.yaml': home + git + flux('apps', `${from}, postBuild: {substitute: {SITE: a}}`),
      'apps/s.yaml': script('echo ${TOKEN} ${SITE}'),
    },
    {
      'k.yaml': home + git + flux('apps', `${from}, postBuild: {substitute: {SITE: a}}`),
      'apps/s.yaml': script('echo $${TOKEN} ${SITE} $TOKEN'),
    },
  ],
  [
    'a service link that the product reads',
    'workload/service-link',
    {
      'a.yaml':
        home +
        web({ image: 'docker.io/arizephoenix/phoenix:12.5.0', pod: 'automountServiceAccountToken: false' }) +
        service('phoenix', '[{port: 8080}]'),
    },
    { 'a.yaml': home + web({ image: 'docker.io/arizephoenix/phoenix:12.5.0' }) + service('phoenix', '[{port: 8080}]') },
  ],
  [
    'a port of a node during a rolling update',
    'workload/rolling-port',
    {
      'a.yaml':
        home +
        web({
          strategy: '{type: RollingUpdate}',
          pod: 'nodeSelector: {kubernetes.io/hostname: a}',
          container: 'ports: [{containerPort: 8080, hostPort: 80}]',
        }),
    },
    {
      'a.yaml':
        home +
        web({
          strategy: '{type: RollingUpdate, rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}',
          pod: 'nodeSelector: {kubernetes.io/hostname: a}',
          container: 'ports: [{containerPort: 8080, hostPort: 80}]',
        }),
    },
  ],
  [
    'an object without a namespace beside others',
    'object/no-namespace',
    { 'a.yaml': `${home}${web()}{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n` },
    {
      'a.yaml': `${home}${web()}{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n`,
      'kustomization.yaml': 'namespace: home\nresources: [a.yaml]\n',
    },
  ],
];

it.each(CASES)('%s', async (_, code, bad, sound) => {
  expect(await codes(bad)).toContain(code);
  expect(await codes(sound)).toEqual([]);
});
