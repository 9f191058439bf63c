import { Component, defineEnvironment } from '../../../../../src';
import { controller, SERVICE, template, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    write(new Component(stack, 'shop'), SERVICE, controller('Deployment', template({ readinessProbe: undefined })));
  },
});
