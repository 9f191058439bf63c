import { Nats } from '../../constructs/nats';
import { Component, Workload } from '../../src';
import { CLUSTER, WEB } from '../invalid/props';
import { declare } from '../support/declare';

const { graph, objects, findings } = declare((stack) => {
  const home = stack.cluster('lab', CLUSTER);
  const on = home.namespace('default', { existing: true });
  const nats = new Nats(stack, 'nats', { on, version: '2-alpine' });
  const client = (name: string, namespace: typeof on) =>
    nats.serve(new Workload(new Component(stack, name), name, { ...WEB, on: namespace }), 'publishes');
  client('here', on);
  client('elsewhere', home.namespace('apps'));
});
const variables = (name: string) => graph.workloads.find((workload) => workload.name === name)?.main.env;

describe('NATS, as document 003 asks for it', () => {
  it('is reached at nats-service:4222', () => {
    expect(findings).toEqual([]);
    expect(objects.filter(({ kind }) => kind === 'Service')).toMatchObject([
      {
        metadata: { name: 'nats-service', namespace: 'default' },
        spec: { selector: { app: 'nats' }, ports: [{ port: 4222 }] },
      },
    ]);
    expect(graph.endpoints).toMatchObject([{ address: 'nats://nats-service.default.svc.cluster.local:4222' }]);
  });

  it('keeps nothing, and no hash in Git', () => {
    const deployment = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'nats');
    expect(deployment).toMatchObject({
      spec: {
        template: { spec: { volumes: [{ configMap: { name: 'nats-config' } }, { name: 'auth', emptyDir: {} }] } },
      },
    });
    expect(graph.secrets.find(({ name }) => name === 'nats-credentials')?.keys).toMatchObject([
      { name: 'NATS_DEFAULT_PASSWORD', source: { from: 'generated' } },
      { name: 'NATS_DEFAULT_PASSWORD_BCRYPT', source: { from: 'bcrypt', of: { key: 'NATS_DEFAULT_PASSWORD' } } },
    ]);
  });

  it('gives a client the two variables of the document, the password first', () => {
    expect(variables('here')).toMatchObject([
      { name: 'NATS_PASSWORD', value: { secret: 'nats-credentials', key: 'NATS_DEFAULT_PASSWORD' } },
      { name: 'NATS_URL', value: 'nats://default:$(NATS_PASSWORD)@nats-service:4222' },
    ]);
  });

  it('gives one in another namespace a Secret of its own, and the whole name', () => {
    expect(variables('elsewhere')).toMatchObject([
      { name: 'NATS_PASSWORD', value: { secret: 'elsewhere-nats', key: 'NATS_DEFAULT_PASSWORD' } },
      { value: 'nats://default:$(NATS_PASSWORD)@nats-service.default.svc.cluster.local:4222' },
    ]);
  });
});
