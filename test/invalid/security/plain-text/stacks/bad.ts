import { Component, defineEnvironment, HelmRelease } from '../../../../../src';
import { controller, object, template, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const namespace = stack.cluster('home', CLUSTER).namespace('shop');
    const env = [
      { name: 'PAYMENT_API_KEY', value: 'correct-horse' },
      { name: 'DATABASE_URL', value: 'postgresql://shop:battery@db.example.org/shop' },
    ];
    const shop = new Component(stack, 'shop');
    write(shop, controller('Deployment', template({ env })));
    const metadata = { name: 'settings' };
    write(shop, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata,
      data: { 'shop.ini': 'host = db\ndb_password = staple\n' },
    });
    new HelmRelease(shop, 'chat', {
      namespace,
      chart: 'chat',
      version: '1.2.0',
      repository: 'https://charts.example.org',
      values: {
        web: { extraEnvVars: [{ name: 'OPENAI_API_KEY', value: 'sk-correct-horse' }] },
        auth: { adminPassword: 'correct-horse', existingSecret: 'chat-admin' },
      },
    });
    const by = new Component(stack, 'by-hand');
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    const secret = (name: string, body: object) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, ...body });
    write(
      by,
      secret('in-plain', { stringData: { username: 'shop', password: 'correct-horse' } }),
      secret('in-base64', { data: { password: base64('correct-horse') } }),
      // A person fills them; a controller puts something in.
      secret('empty', {}),
      secret('to-be-filled', { stringData: { password: '' } }),
      secret('substituted', { stringData: { password: '${SHOP_PASSWORD}', token: 'op://shop/token' } }),
      object('source.toolkit.fluxcd.io/v1', 'HelmRepository', 'grafana', {
        interval: '1h',
        url: 'https://charts.example.org',
      }),
      object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'dashboards', {
        interval: '1h',
        chart: {
          spec: { chart: 'grafana', version: '10.1.1', sourceRef: { kind: 'HelmRepository', name: 'grafana' } },
        },
        values: { adminPassword: 'correct-horse', admin: { existingSecret: 'grafana', passwordKey: 'password' } },
      }),
      object('argoproj.io/v1alpha1', 'Application', 'metrics', {
        project: 'default',
        destination: { server: 'https://kubernetes.default.svc', namespace: 'shop' },
        sources: [
          {
            repoURL: 'https://bot:correct-horse@git.example.org/charts.git',
            targetRevision: 'main',
            path: 'metrics',
            helm: {
              values: 'auth: {password: correct-horse}\n',
              valuesObject: { redis: { url: 'redis://:correct-horse@redis:6379' } },
              parameters: [{ name: 'auth.token', value: 'correct-horse' }],
            },
          },
        ],
      }),
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'keys' },
        data: {
          'key.pem': '-----BEGIN EC PRIVATE KEY-----\ncorrect-horse\n-----END EC PRIVATE KEY-----\n',
          encoded: base64('-----BEGIN EC PRIVATE KEY-----\ncorrect-horse\n'),
          'public.pem': '-----BEGIN PUBLIC KEY-----\ncorrect-horse\n-----END PUBLIC KEY-----\n',
          'app.json': '{"database": {"password": "correct-horse"}}',
        },
      },
    );
  },
});
