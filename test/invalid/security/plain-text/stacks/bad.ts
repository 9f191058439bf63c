import { Component, defineEnvironment, HelmRelease } from '../../../../../src';
import { controller, template, write } from '../../../objects';
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
      values: { web: { extraEnvVars: [{ name: 'OPENAI_API_KEY', value: 'sk-correct-horse' }] } },
    });
  },
});
