import { Component, defineEnvironment } from '../../../../../src';
import { CLAIM, controller, DATA, template, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    write(new Component(stack, 'shop'), CLAIM, controller('Deployment', template({}, DATA), { replicas: 3 }));
  },
});
