import { Component, Workload } from '../../src';
import { CLUSTER, WEB } from '../invalid/props';
import { declare } from '../support/declare';

const names = ({ objects }: ReturnType<typeof declare>) =>
  objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);

describe('what a document writes out', () => {
  const declared = declare((stack) => {
    const on = stack.cluster('home', CLUSTER).namespace('shop', { traffic: 'denied' });
    const component = new Component(stack, 'shop');
    const web = new Workload(component, 'web', { ...WEB, on, written: { run: 'web' } });
    const http = web.listen('http', { port: 8080 });
    component.expose(http, { nodePort: 30080 });
    const till = new Workload(component, 'till', { ...WEB, on });
    till.connect(http, 'sells');
    web.may([{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }], 'counts pods');
  });

  it('is made by its component; its account is made here', () => {
    expect(names(declared)).not.toContain('Deployment web');
    expect(names(declared)).not.toContain('Service web');
    expect(names(declared)).toEqual(expect.arrayContaining(['ServiceAccount web', 'Role web', 'Deployment till']));
  });

  it('is known to policies by the labels that it has there', () => {
    const policy = declared.objects.find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'web');
    expect(policy?.spec).toMatchObject({
      podSelector: { matchLabels: { run: 'web' } },
      ingress: [{ ports: [{ port: 8080 }] }],
    });
  });

  it('is an endpoint like any other', () => {
    expect(declared.graph.endpoints.map(({ address }) => address)).toEqual([
      'http://web.shop.svc.cluster.local:8080',
      'http://192.168.1.10:30080',
    ]);
  });
});

describe('a fixed address', () => {
  it('is that of the Service, and of the endpoint', () => {
    const { graph, objects } = declare((stack) => {
      const on = stack.cluster('home', CLUSTER).namespace('shop');
      const web = new Workload(new Component(stack, 'shop'), 'web', { ...WEB, on, clusterIP: '10.43.0.80' });
      web.listen('http', { port: 8080 });
    });
    expect(objects.find(({ kind }) => kind === 'Service')?.spec).toMatchObject({ clusterIP: '10.43.0.80' });
    expect(graph.endpoints).toMatchObject([{ address: 'http://10.43.0.80:8080', namespace: 'shop' }]);
  });
});

describe('a namespace without tokens', () => {
  it('has a default account that mounts none', () => {
    const { objects } = declare((stack) => {
      stack.cluster('home', CLUSTER).namespace('shop', { tokens: 'denied' });
    });
    expect(objects).toContainEqual(
      expect.objectContaining({
        kind: 'ServiceAccount',
        metadata: expect.objectContaining({ name: 'default', namespace: 'shop' }),
        automountServiceAccountToken: false,
      }),
    );
  });
});
