import { QdrantChart } from '../../constructs/qdrant/chart';
import { Component, Size, Workload } from '../../src';
import { CLUSTER, WEB } from '../invalid/props';
import { declare } from '../support/declare';

const { graph, objects, findings } = declare((stack) => {
  const on = stack.cluster('idp', { ...CLUSTER, storageClasses: ['openebs-hostpath'] });
  const room = { size: Size.gibibytes(5), storageClass: 'openebs-hostpath' };
  const qdrant = new QdrantChart(stack, 'qdrant', { on, chart: '0.10.1', ...room });
  const reader = new Workload(new Component(stack, 'reader'), 'reader', { ...WEB, on: on.namespace('ai') });
  reader.connect(qdrant.qdrant, 'searches');
});
const [release] = graph.releases;

describe('Qdrant by its chart', () => {
  it('is the release of the document, with its room', () => {
    expect(release).toMatchObject({
      name: 'qdrant',
      namespace: 'qdrant',
      chart: 'qdrant',
      version: '0.10.1',
      repository: 'https://qdrant.github.io/qdrant-helm',
      values: { persistence: { size: '5Gi', storageClassName: 'openebs-hostpath' } },
      keep: true,
    });
    expect(findings).toEqual([]);
  });

  it('is known by what the chart makes', () => {
    const pods = { app: 'qdrant', 'app.kubernetes.io/instance': 'qdrant', 'app.kubernetes.io/name': 'qdrant' };
    expect(release?.brings.map(({ kind, name, labels }) => [kind, name, labels])).toEqual([
      ['StatefulSet', 'qdrant', pods],
      ['Service', 'qdrant', pods],
      ['Service', 'qdrant-headless', pods],
    ]);
    expect(graph.endpoints.map(({ name, address }) => [name, address])).toEqual([
      ['grpc', 'http://qdrant.qdrant.svc.cluster.local:6334'],
      ['http', 'http://qdrant.qdrant.svc.cluster.local:6333'],
    ]);
  });

  it('asks nobody for a key, and so lets in only who is wired to it', () => {
    expect(graph.secrets).toEqual([]);
    const policy = objects.find(({ kind, metadata }) => kind === 'NetworkPolicy' && /^qdrant-/.test(metadata.name));
    expect(policy?.spec).toMatchObject({
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: { matchLabels: { app: 'reader' } } }], ports: [{ port: 6333 }] }],
    });
  });
});
