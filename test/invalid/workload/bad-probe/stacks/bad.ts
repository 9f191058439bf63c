import { Component, defineEnvironment } from '../../../../../src';
import { controller, template, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const readinessProbe = { tcpSocket: { port: 8080 }, exec: { command: ['true'] } };
    write(new Component(stack, 'shop'), controller('Deployment', template({ readinessProbe })));
  },
});
