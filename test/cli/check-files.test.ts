import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Session } from '../support/session';
import type { Ended } from '../support/steading';

const session = new Session();

/** Each test runs the command line in processes of its own. */

const NAMESPACE = '{apiVersion: v1, kind: Namespace, metadata: {name: home}}\n';
const folder = mkdtempSync(join(tmpdir(), 'steading-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, files: Readonly<Record<string, string>>): string {
  for (const [file, text] of Object.entries(files)) {
    const path = join(folder, name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return `./${name}`;
}

const check = (...args: string[]): Promise<Ended> => session.steading(['check', ...args], { cwd: folder });

async function found(path: string, ...args: string[]): Promise<string[]> {
  const { stdout } = await check(path, ...args, '--format', 'json');
  const findings = JSON.parse(stdout) as { code: string; message: string; at?: { file: string; line: number } }[];
  return findings.map(({ code, message, at }) => `${at?.file}:${at?.line} ${code} ${message}`);
}

const pod = (variables: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: home}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      automountServiceAccountToken: false
      containers:
        - name: main
          image: docker.io/library/nginx:1.29.3
          resources: {requests: {cpu: 10m, memory: 64Mi}, limits: {memory: 64Mi}}
          readinessProbe: {httpGet: {path: /, port: 8080}}
          ports: [{containerPort: 8080}]
          securityContext:
            allowPrivilegeEscalation: false
            capabilities: {drop: [ALL]}
            runAsNonRoot: true
            runAsUser: 101
            seccompProfile: {type: RuntimeDefault}
          env: [${variables}]
`;
const key = (name: string) => `{name: P, valueFrom: {secretKeyRef: {name: ${name}, key: password}}}`;

it('a List is what is in it, and each finding names file and line of its object', async () => {
  const text = `${NAMESPACE}---
apiVersion: v1
kind: List
items:
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: home}, data: {a: "1"}}
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: home}, dota: {a: "1"}}
`;
  expect(await found(write('list', { 'l.yaml': text }))).toEqual([
    expect.stringMatching(/^list\/l\.yaml:7 schema\/unknown-field /),
  ]);
});

it.each([
  ['a Cluster of CloudNativePG', 'postgresql.cnpg.io/v1, kind: Cluster', 'store-app', 'store-ap', '{instances: 1}'],
  ['a KafkaUser', 'kafka.strimzi.io/v1beta2, kind: KafkaUser', 'store', 'stores', '{authentication: {type: tls}}'],
  ['an ExternalSecret', 'external-secrets.io/v1, kind: ExternalSecret', 'own', 'store', '{target: {name: own}}'],
  ['a RabbitmqCluster', 'rabbitmq.com/v1beta1, kind: RabbitmqCluster', 'store-default-user', 'store-user', '{}'],
])('what %s makes is there, and a name beside it is not', async (_, kind, made, missing, spec) => {
  const maker = `{apiVersion: ${kind}, metadata: {name: store, namespace: home}, spec: ${spec}}\n`;
  const folderOf = (name: string) =>
    write(`made-${name}`, { 'n.yaml': NAMESPACE, 'c.yaml': maker, 'd.yaml': pod(key(name)) });
  const about = (all: string[]) => all.filter((one) => one.includes(' reference/'));
  expect(about(await found(folderOf(made)))).toEqual([]);
  expect(about(await found(folderOf(missing)))).toEqual([
    expect.stringContaining(`reference/missing apps Deployment home/web refers to Secret '${missing}'`),
  ]);
});

it('without a cluster nothing is said of namespaces, classes and kinds that a cluster may have', async () => {
  const text = `${pod(key('by-hand'))}---
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a, namespace: home}, spec: {storageClassName: nfs, accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}}
---
{apiVersion: games.example.org/v1, kind: Arcade, metadata: {name: a, namespace: home}}
`;
  const { stdout, code } = await check(write('open', { 'a.yaml': text }));
  expect(stdout).toBe('0 errors, 0 warnings\n');
  expect(code).toBe(0);
});

it.each(['text', 'json', 'sarif', 'junit'])('no format shows a secret: %s', async (format) => {
  const text = `${NAMESPACE}---
{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: home}, stringData: {password: 7300915522}}
---
{apiVersion: v1, kind: Secret, metadata: {name: t, namespace: home}, stringData: {"a b": correct-horse-9}}
`;
  const { stdout, stderr } = await check(write('secret', { 's.yaml': text }), '--format', format);
  expect(stdout).toContain('schema/wrong-value');
  expect(stdout + stderr).not.toMatch(/7300915522|correct-horse-9/);
});

it('files that no kubectl would take are errors, patches of kustomize are none', async () => {
  const patched = write('patched', {
    'n.yaml': NAMESPACE,
    'kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [n.yaml]\npatches: [{path: p.yaml}]\n',
    'p.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: home}\n',
  });
  expect(await found(patched)).toEqual([]);
  expect((await check(write('broken', { 'b.yaml': 'a: [' }))).code).toBe(1);
});

it('what is not there is wrong usage', async () => {
  for (const args of [['./nowhere'], ['--cluster', 'homelab']]) {
    const { code, stderr } = await check(...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining('to fix: ')]);
  }
});
