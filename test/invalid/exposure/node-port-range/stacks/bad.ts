import { Component, defineEnvironment, Workload } from '../../../../../src';
import { CLUSTER, WEB } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const on = stack.cluster('home', { ...CLUSTER, nodePorts: [31000, 31999] }).namespace('shop');
    const shop = new Component(stack, 'shop');
    shop.expose(new Workload(shop, 'web', { ...WEB, on }).listen('http', { port: 8080 }), { nodePort: 30080 });
  },
});
