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
});
