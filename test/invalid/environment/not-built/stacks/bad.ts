import { Component, defineEnvironment } from '../../../../../src';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    new Component(stack, 'shop');
    new Component(stack, 'shop');
  },
});
