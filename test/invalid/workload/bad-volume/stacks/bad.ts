import { Component, defineEnvironment } from '../../../../../src';
import { controller, template, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const volumes = [{ name: 'tmp', emptyDir: {}, configMap: { name: 'prices' } }];
    const shop = new Component(stack, 'shop');
    write(shop, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'prices' } });
    write(shop, controller('Deployment', template({}, { volumes })));
  },
});
