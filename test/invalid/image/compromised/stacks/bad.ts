import { Component, defineEnvironment } from '../../../../../src';
import { controller, template, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    write(
      new Component(stack, 'shop'),
      controller('Deployment', template({ image: 'ghcr.io/berriai/litellm:v1.82.7' })),
    );
  },
});
