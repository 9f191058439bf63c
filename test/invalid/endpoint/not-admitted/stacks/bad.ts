import { Component, defineEnvironment, Endpoint, Workload } from '../../../../../src';
import { CLUSTER, WEB } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const home = stack.cluster('home', CLUSTER);
    const web = new Workload(new Component(stack, 'web'), 'web', { ...WEB, on: home.namespace('web') });
    const target = { cidrs: ['192.168.1.99/32'], port: 11434, admits: ['10.0.0.0/24', '192.168.2.0/24'] };
    const gpu = { protocol: 'ollama', name: 'ollama', host: '192.168.1.99', port: 11434 } as const;
    web.connect(new Endpoint({ ...gpu, reach: 'host', reference: 'gpu/ollama/ollama', target }), 'asks models');
  },
});
