import { Component, defineEnvironment } from '../../../../../src';
import { object, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    write(
      new Component(stack, 'shop'),
      object('v1', 'Service', 'web', { clusterIP: '10.99.0.1', ports: [{ port: 80 }] }),
    );
  },
});
