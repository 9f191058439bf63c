import { ApiObject } from 'cdk8s';
import { Component, type Stack } from '../../src';
import { rules } from '../../src/checks/rules';
import { CLUSTER } from '../invalid/props';
import { declare } from '../support/declare';

type Fields = Readonly<Record<string, unknown>>;

const WEB = { name: 'web', image: 'web:1' };

function said(object: { apiVersion: string; kind: string; metadata?: Fields } & Fields): string[] {
  const { graph, artifacts } = declare((stack: Stack) => {
    const namespace = stack.cluster('home', CLUSTER).namespace('shop').name;
    new ApiObject(new Component(stack, 'web'), 'object', {
      ...object,
      metadata: { name: 'web', namespace, ...object.metadata },
    });
  });
  const found = rules({ graph, artifacts, sealed: new Map(), schemas: new Map() });
  return found.map(({ message }) => message.replace(/^.*?: /, ''));
}

const pod = (spec: Fields) => said({ apiVersion: 'v1', kind: 'Pod', spec: { containers: [WEB], ...spec } });
const container = (more: Fields) => pod({ containers: [{ ...WEB, ...more }] });
const service = (spec: Fields) => said({ apiVersion: 'v1', kind: 'Service', spec: { ports: [{ port: 80 }], ...spec } });
const policy = (rule: Fields) =>
  said({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec: { podSelector: {}, ingress: [rule] } });

const ROLE = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' };
const bound = (kind: string, fields: Fields) => said({ apiVersion: 'rbac.authorization.k8s.io/v1', kind, ...fields });

const BACKEND = { service: { name: 'web', port: { number: 80 } } };
const ANY = { defaultBackend: BACKEND };
const path = (fields: Fields) => ({ http: { paths: [{ pathType: 'Prefix', backend: BACKEND, ...fields }] } });
const ingress = (spec: Fields) => said({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', spec });

describe('what Kubernetes asks beyond its schemas', () => {
  it('is nothing of sound objects', () => {
    expect([...pod({}), ...service({}), ...policy({ from: [{ podSelector: {} }] })]).toEqual([]);
  });

  it.each([
    [{ labels: { team: 'has space' } }, '\'metadata.labels.team\' is "has space", expected at most 63 letters'],
    [{ labels: { 'a/b/c': 'x' } }, '\'metadata.labels.a/b/c\' is "x", expected its key to be at most 63 letters'],
    [{ annotations: { '/x': 'y' } }, '\'metadata.annotations./x\' is "y", expected its key to be'],
  ])('of metadata: %j', (metadata, message) => {
    const [found] = said({ apiVersion: 'v1', kind: 'ConfigMap', metadata });
    expect(found).toContain(message);
  });

  it.each([
    [{ image: '' }, '\'spec.containers.0.image\' is "", expected a text'],
    [
      { name: 'Web' },
      '\'spec.containers.0.name\' is "Web", expected lower case letters, digits and dashes, at most 63',
    ],
    [
      { env: [{ name: 'A', valueFrom: {} }] },
      "'spec.containers.0.env.0.valueFrom' is none of them, expected one of fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef",
    ],
    [
      { readinessProbe: { exec: { command: ['a'] }, tcpSocket: { port: 80 } } },
      "'spec.containers.0.readinessProbe' is exec and tcpSocket, expected one of exec, httpGet, tcpSocket, grpc",
    ],
    [
      { resources: { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } } },
      '\'spec.containers.0.resources.requests.memory\' is "2Gi", expected no more than its limit, 1Gi',
    ],
    [
      { ports: [{ containerPort: 80 }, { containerPort: 80 }] },
      "'spec.containers.0.ports.1' is a map, expected another port than 80/TCP, which is taken",
    ],
  ])('of a container: %j', (more, message) => {
    expect(container(more)).toEqual([message]);
  });

  it.each([
    [{ clusterIP: '10.99.0.1' }, 'expected an address of the service network, 10.43.0.0/16'],
    [{ ports: [{ port: 80 }, { port: 81 }] }, "'spec.ports.0.name' is missing, expected a text"],
    [{ ports: [] }, 'expected one port at least'],
    [{ type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] }, 'expected from 30000 to 32767'],
  ])('of a Service: %j', (spec, message) => {
    expect(service(spec)[0]).toContain(message);
  });

  it.each([
    [{ from: [{}] }, 'expected podSelector, namespaceSelector or ipBlock'],
    [{ from: [{ ipBlock: { cidr: '10.0.0.0/33' } }] }, 'expected a network like 10.9.8.0/24'],
    [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } }] }, 'expected a part of 10.0.0.0/8'],
    [{ ports: [{ port: 100, endPort: 50 }] }, 'expected the port, 100, or more'],
  ])('of a policy: %j', (rule, message) => {
    expect(policy(rule)[0]).toContain(message);
  });

  it.each([
    [{ kind: '' }, '\'roleRef.kind\' is "", expected one of Role, ClusterRole'],
    [{ apiGroup: 'rbac' }, '\'roleRef.apiGroup\' is "rbac", expected rbac.authorization.k8s.io'],
    [{ name: 'a/b' }, "'roleRef.name' is \"a/b\", expected a name without '/' and '%'"],
  ])('of a binding: %j', (roleRef, message) => {
    expect(bound('RoleBinding', { roleRef: { ...ROLE, ...roleRef } })).toEqual([message]);
  });

  it.each([
    [{ kind: 'Robot', name: 'r2' }, '\'subjects.0.kind\' is "Robot", expected one of ServiceAccount, User, Group'],
    [{ kind: 'ServiceAccount', name: 'web' }, "'subjects.0.namespace' is missing, expected lower case letters"],
    [
      { kind: 'ServiceAccount', name: 'web', namespace: 'shop', apiGroup: 'rbac.authorization.k8s.io' },
      'expected nothing',
    ],
    [{ kind: 'Group', name: '' }, '\'subjects.0.name\' is "", expected a text'],
  ])('of whom a binding is for: %j', (subject, message) => {
    const found = bound('ClusterRoleBinding', { roleRef: ROLE, subjects: [subject] });
    expect(found).toEqual([expect.stringContaining(message)]);
  });

  it('of a binding for the whole cluster, which gives no Role', () => {
    const found = bound('ClusterRoleBinding', { roleRef: { ...ROLE, kind: 'Role' } });
    expect(found).toEqual(['\'roleRef.kind\' is "Role", expected ClusterRole']);
  });

  it.each([
    [{ provisioner: '' }, '\'provisioner\' is "", expected a text'],
    [{ provisioner: 'has space' }, '\'provisioner\' is "has space", expected at most 63 letters'],
    [
      { provisioner: 'a.b/c', reclaimPolicy: 'Recycle' },
      '\'reclaimPolicy\' is "Recycle", expected one of Delete, Retain',
    ],
  ])('of a storage class: %j', (fields, message) => {
    const found = said({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', ...fields });
    expect(found).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    [{ podss: '1' }, '\'spec.hard.podss\' is "1", expected its key to be a resource of a quota'],
    [{ storage: '1Gi' }, 'expected its key to be a resource of a quota'],
    [{ pods: '1.5' }, '\'spec.hard.pods\' is "1.5", expected a whole number'],
    [{ 'count/jobs.batch': '500m' }, 'expected a whole number'],
    [{ 'limits.memory': '-1' }, '\'spec.hard.limits.memory\' is "-1", expected 0 or more'],
  ])('of a quota: %j', (hard, message) => {
    const found = said({ apiVersion: 'v1', kind: 'ResourceQuota', spec: { hard } });
    expect(found).toEqual([expect.stringContaining(message)]);
  });

  it('nothing of resources that a quota may be about', () => {
    const counted = { pods: '10', 'services.nodeports': 0, 'count/jobs.batch': '1', 'requests.nvidia.com/gpu': 1 };
    const hard = {
      ...counted,
      cpu: '1500m',
      'requests.storage': '1Ti',
      'limits.memory': '1Gi',
      'hugepages-2Mi': '4Mi',
    };
    expect(said({ apiVersion: 'v1', kind: 'ResourceQuota', spec: { hard } })).toEqual([]);
  });

  it.each([
    [{ type: 'Node' }, '\'spec.limits.0.type\' is "Node", expected one of Pod, Container, PersistentVolumeClaim'],
    [{ type: 'Pod', default: { cpu: 1 } }, "'spec.limits.0.default' is a map, expected nothing for a whole pod"],
    [
      { type: 'Container', max: { disk: '1Gi' } },
      '\'spec.limits.0.max.disk\' is "1Gi", expected its key to be a resource',
    ],
    [
      { type: 'Container', default: { memory: '2Gi' }, max: { memory: '1Gi' } },
      '\'spec.limits.0.default.memory\' is "2Gi", expected no more than its max, 1Gi',
    ],
  ])('of a range of limits: %j', (limit, message) => {
    const found = said({ apiVersion: 'v1', kind: 'LimitRange', spec: { limits: [limit] } });
    expect(found).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    [{}, "'spec.rules' is missing, expected one at least, or a defaultBackend"],
    [{ defaultBackend: {} }, "'spec.defaultBackend' is none of them, expected one of service, resource"],
    [
      { defaultBackend: { service: { name: 'web' } } },
      "'spec.defaultBackend.service.port' is missing, expected a name or a number",
    ],
    [
      { defaultBackend: { service: { name: 'web', port: { name: 'http', number: 80 } } } },
      'expected a name or a number, not both',
    ],
    [{ ...ANY, rules: [{ host: 'Shop.example' }] }, 'expected the name of a host in lower case'],
    [{ ...ANY, rules: [{ host: '10.0.0.1' }] }, '\'spec.rules.0.host\' is "10.0.0.1", expected the name of a host'],
    [{ ...ANY, tls: [{ hosts: [''] }] }, '\'spec.tls.0.hosts.0\' is "", expected the name of a host'],
    [{ ...ANY, tls: [{ hosts: ['*'] }] }, '\'spec.tls.0.hosts.0\' is "*", expected the name of a host'],
    [{ ...ANY, rules: [{ http: { paths: [] } }] }, "'spec.rules.0.http.paths' is a list, expected one path at least"],
    [{ rules: [path({ path: 'shop' })] }, '\'spec.rules.0.http.paths.0.path\' is "shop", expected a path that begins'],
    [{ rules: [path({ path: '/a/../b' })] }, 'expected a path that begins'],
    [{ rules: [path({ path: '/', pathType: '' })] }, 'expected one of Exact, Prefix, ImplementationSpecific'],
  ])('of an Ingress: %j', (spec, message) => {
    expect(ingress(spec)).toEqual([expect.stringContaining(message)]);
  });

  it('nothing of hosts with a star, hosts that are not given and paths of a controller', () => {
    const rules = [{ host: '*.example.org' }, { host: '' }, path({ pathType: 'ImplementationSpecific' })];
    expect(ingress({ ...ANY, rules, tls: [{ hosts: ['*.example.org', 'example.org'] }] })).toEqual([]);
  });

  it.each([
    [
      'kustomize',
      'v1',
      'Kustomization',
      { interval: '' },
      '\'spec.interval\' is "", expected a duration like 10m or 1h30m',
    ],
    ['kustomize', 'v1', 'Kustomization', { retryInterval: '1d' }, 'expected a duration like 10m or 1h30m'],
    ['source', 'v1', 'GitRepository', { timeout: '1h' }, 'expected a duration like 90s or 5m, without hours'],
    [
      'source',
      'v1',
      'HelmRepository',
      { url: 'ftp://a' },
      'expected an address that begins with http:// or https:// or oci://',
    ],
    ['source', 'v1', 'OCIRepository', { interval: '5' }, 'expected a duration'],
    ['helm', 'v2', 'HelmRelease', { chartRef: {}, install: { timeout: '5 minutes' } }, "'spec.install.timeout' is"],
    ['helm', 'v2', 'HelmRelease', { chartRef: {}, valuesFrom: [{ kind: 'Vault' }] }, "'spec.valuesFrom.0.kind' is"],
    ['helm', 'v2', 'HelmRelease', {}, "'spec' is none of them, expected one of chart, chartRef"],
  ])('of %s of Flux: %s %s %j', (group, version, kind, spec, message) => {
    const found = said({ apiVersion: `${group}.toolkit.fluxcd.io/${version}`, kind, spec });
    expect(found).toEqual([expect.stringContaining(message)]);
  });

  it.each(['90s', '1h30m', '1.5h', '100ms'])('nothing of a duration like %s', (interval) => {
    const found = said({ apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', spec: { interval } });
    expect(found).toEqual([]);
  });

  it('of source ranges, which only a load balancer has', () => {
    const found = service({ type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/8', 'here'] });
    expect(found).toEqual(['\'spec.loadBalancerSourceRanges.1\' is "here", expected a network like 10.9.8.0/24']);
  });
});
