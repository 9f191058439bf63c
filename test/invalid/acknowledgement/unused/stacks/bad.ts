import { defineEnvironment } from '../../../../../src';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.acknowledge('network/no-enforcement', { why: 'a test cluster', until: '9999-12-31' });
  },
});
