import { Component, defineEnvironment } from '../../../../../src';
import { controller, object, template, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const lifecycle = { preStop: { exec: { command: ['sh', '-c', 'sleep 45'] } } };
    write(new Component(stack, 'slow'), controller('Deployment', template({ lifecycle })));
    write(
      new Component(stack, 'sudden'),
      object('v1', 'Pod', 'once', template({}, { terminationGracePeriodSeconds: 0 }).spec),
    );
  },
});
