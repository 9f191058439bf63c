import { Component, defineEnvironment, Host, Workload } from '../../../../../src';
import { WEB } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const barn = new Host(stack, 'barn', { address: '192.168.1.99', user: 'ops', architecture: 'amd64' });
    const web = new Workload(new Component(stack, 'shop'), 'web', { ...WEB, on: barn });
    web.init('migrations', { command: ['migrate'] });
    web.afterStart('sh', '-c', 'warm-up');
    web.sidecar('tunnel', WEB);
    web.may([{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }], 'keeps its state there');
    web.grant({ capabilities: ['NET_RAW'] }, 'asks others by ICMP');
  },
});
