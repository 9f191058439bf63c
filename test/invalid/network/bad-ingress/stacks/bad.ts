import { Component, defineEnvironment } from '../../../../../src';
import { object, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const host = 'Shop.example.org';
    write(
      new Component(stack, 'shop'),
      object('networking.k8s.io/v1', 'Ingress', 'web', { rules: [{ host }], tls: [{ hosts: [host] }] }),
    );
  },
});
