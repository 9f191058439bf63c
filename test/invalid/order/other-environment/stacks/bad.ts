import { Component, defineEnvironment, Stack } from '../../../../../src';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const bank = new Component(new Stack('town'), 'bank');
    new Component(stack, 'shop').after(bank, 'needs change');
  },
});
