import { Component, defineEnvironment, Workload } from '../../../../../src';
import { FLUX } from '../../../../fixtures/flux';
import { CLUSTER, WEB } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.deliver(FLUX);
    const on = stack.cluster('home', CLUSTER).namespace('shop');
    const shop = new Component(stack, 'shop');
    new Workload(shop, 'web', { ...WEB, on });
    shop.file('services/web.yaml', ['Deployment/web']);
  },
});
