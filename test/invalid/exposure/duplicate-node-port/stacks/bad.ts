import { Component, defineEnvironment, Workload } from '../../../../../src';
import { CLUSTER, WEB } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const on = stack.cluster('home', CLUSTER).namespace('shop');
    const shop = new Component(stack, 'shop');
    const office = new Component(stack, 'office');
    shop.expose(new Workload(shop, 'web', { ...WEB, on }).listen('http', { port: 8080 }), { nodePort: 30080 });
    office.expose(new Workload(office, 'desk', { ...WEB, on }).listen('http', { port: 8080 }), { nodePort: 30080 });
  },
});
