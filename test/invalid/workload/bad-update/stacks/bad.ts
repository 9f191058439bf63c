import { Component, defineEnvironment } from '../../../../../src';
import { controller, template, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } };
    write(new Component(stack, 'shop'), controller('Deployment', template(), { strategy }));
  },
});
