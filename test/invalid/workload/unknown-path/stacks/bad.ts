import { Component, defineEnvironment, Workload } from '../../../../../src';
import { CLUSTER, WEB } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const on = stack.cluster('home', CLUSTER).namespace('shop');
    const web = new Workload(new Component(stack, 'shop'), 'web', { ...WEB, on });
    web.volume('cache', { path: '/var/cache' });
    web.file('/etc/shop.conf', 'open: 8');
    web.sidecar('tunnel', { ...WEB, shares: ['/etc/shop.conf', '/var/cahce'] });
  },
});
