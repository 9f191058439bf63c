import { Component, defineEnvironment, Workload } from '../../../../../src';
import { CLUSTER, WEB } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const on = stack.cluster('home', CLUSTER).namespace('shop');
    const shop = new Component(stack, 'shop');
    new Workload(shop, 'web', { ...WEB, on });
    shop.file('services/web/deployment.yaml', ['Deployment/web', 'Service/wep']);
  },
});
