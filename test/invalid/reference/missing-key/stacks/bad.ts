import { Component, defineEnvironment } from '../../../../../src';
import { controller, template, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const valueFrom = { configMapKeyRef: { name: 'settings', key: 'currancy' } };
    const shop = new Component(stack, 'shop');
    write(shop, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { currency: 'EUR' } });
    write(shop, controller('Deployment', template({ env: [{ name: 'CURRENCY', valueFrom }] })));
  },
});
