import { Component, defineEnvironment } from '../../../../../src';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    new Component(stack, 'shop').text('Makefile', 'all:\n');
    new Component(stack, 'ledger').text('Makefile', 'all: paid\n');
  },
});
