import { Component, defineEnvironment, Workload } from '../../../../../src';
import { CLUSTER, WEB } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const home = stack.cluster('home', CLUSTER);
    const shop = new Component(stack, 'shop');
    new Workload(shop, 'web', { ...WEB, on: home.namespace('shop', { podSecurity: 'restricted' }) });
    const mail = new Workload(shop, 'mail', { ...WEB, on: home.namespace('mail', { podSecurity: 'baseline' }) });
    mail.grant({ capabilities: ['NET_BIND_SERVICE'] }, 'listens on port 25');
    const tunnel = mail.sidecar('tunnel', WEB);
    tunnel.grant({ capabilities: ['NET_ADMIN'] }, 'makes a network interface');
    tunnel.grant({ device: '/dev/net/tun' }, 'carries its packets');
    const disks = new Workload(shop, 'disks', { ...WEB, on: home.namespace('disks', { podSecurity: 'baseline' }) });
    disks.grant({ privileged: true }, 'asks disks how they are');
  },
});
