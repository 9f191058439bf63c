import { Component, defineEnvironment } from '../../../../../src';
import { object, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    write(new Component(stack, 'shop'), object('v1', 'ResourceQuota', 'shop', { hard: { podss: '10' } }));
  },
});
