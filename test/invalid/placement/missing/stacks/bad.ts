import { Component, defineEnvironment, Workload } from '../../../../../src';
import { CLUSTER, WEB } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const shop = new Component(stack, 'shop');
    const web = new Workload(shop, 'web', { ...WEB, on: undefined });
    const till = new Workload(shop, 'till', { ...WEB, on: stack.cluster('home', CLUSTER).namespace('shop') });
    till.connect(web.listen('http', { port: 8080 }), 'shows prices');
  },
});
