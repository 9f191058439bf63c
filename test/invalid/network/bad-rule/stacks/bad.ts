import { Component, defineEnvironment } from '../../../../../src';
import { object, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const from = [{ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } }];
    write(
      new Component(stack, 'shop'),
      object('networking.k8s.io/v1', 'NetworkPolicy', 'web', { podSelector: {}, ingress: [{ from }] }),
    );
  },
});
